// cspell:ignore cafile noproxy
import type { NpmConfig, NpmSettings } from './npmSettings.ts';

/** Settings of Yarn. */
export interface YarnSettings {
  /** the contents of a .yarnrc.yml; it refers to `env` for addresses and secrets */
  config: Record<string, unknown>;
  /** environment variables */
  env: Record<string, string>;
  /** certificates in PEM, to be written to {@link certificateFile} */
  certificates?: string;
}

/** The file of the certificates, located beside the .yarnrc.yml. */
export const certificateFile = 'certificates.pem';

/** Stores a value in the environment of Yarn, and returns a reference to it. */
type Refer = (value: string) => string;

/**
 * Translates the settings of npm into those of Yarn 4 (https://yarnpkg.com/configuration/yarnrc, read 2026-11-29). All values
 * that can contain a secret are passed in environment variables, so that no file, argument or log has them.
 */
export function yarnSettings({ config, registries, proxies }: NpmSettings): YarnSettings {
  const env: Record<string, string> = {};
  const refer: Refer = value => {
    const name = `GOLDPATH_NPM_${Object.keys(env).length}`;
    env[name] = value;
    return `\${${name}}`;
  };
  const addresses = registryAddresses(config);
  const scopes = [...addresses].filter(([scope]) => scope !== '');
  const settings = (address: string) => registrySettings(address, registries, refer);
  const plain = [...addresses.values()].map(address => new URL(address)).filter(isPlain);
  const certificates = [config.ca ?? []].flat().join('\n');
  return {
    env,
    certificates: certificates || undefined,
    config: {
      ...settings(addresses.get('')!),
      npmScopes: Object.fromEntries(scopes.map(([scope, address]) => [scope, settings(address)])),
      unsafeHttpWhitelist: plain.map(({ hostname }) => hostname),
      enableStrictSsl: config['strict-ssl'] !== false,
      ...proxySettings(config, proxies, refer),
      ...certificateSettings(config.cafile, certificates),
      networkSettings: hostSettings(exceptions(config.noproxy, proxies.exceptions), registries),
    },
  };
}

const isPlain = ({ protocol }: URL) => protocol === 'http:';

/** The addresses of the registries by scope, without `@`; the default one has the scope ''. */
function registryAddresses(config: NpmConfig): Map<string, string> {
  const addresses = new Map([['', config.registry]]);
  for (const [key, value] of Object.entries(config)) {
    const [, scope] = /^@([^:]+):registry$/.exec(key) ?? [];
    if (scope) addresses.set(scope, value as string);
  }
  return addresses;
}

function registrySettings(address: string, registries: NpmSettings['registries'], refer: Refer) {
  const npmRegistryServer = refer(address.replace(/\/$/, ''));
  for (const prefix of prefixes(address)) {
    const value = (name: string) => registries[`${prefix}:${name}`];
    const [token, ident] = [
      value('_authToken'),
      value('_auth') ?? identOf(value('username'), value('_password')),
    ];
    // without npmAlwaysAuth, Yarn sends no credentials for packages without a scope
    if (token) return { npmRegistryServer, npmAlwaysAuth: true, npmAuthToken: refer(token) };
    if (ident) return { npmRegistryServer, npmAlwaysAuth: true, npmAuthIdent: refer(ident) };
  }
  return { npmRegistryServer };
}

/** The keys under which npm looks for the settings of a registry: its address and the folders above it. */
function prefixes(address: string): string[] {
  const { host, pathname } = new URL(address);
  const parts = pathname.split('/').filter(part => part !== '');
  return parts
    .map((_, index) => `//${host}/${parts.slice(0, parts.length - index).join('/')}`)
    .concat(`//${host}`)
    .flatMap(prefix => [`${prefix}/`, prefix]);
}

/** npm stores passwords in base64. */
function identOf(user: string | undefined, password: string | undefined): string | undefined {
  if (!user || !password) return undefined;
  return `${user}:${Buffer.from(password, 'base64').toString()}`;
}

function proxySettings(config: NpmConfig, proxies: NpmSettings['proxies'], refer: Refer) {
  const proxy = config['https-proxy'] || config.proxy;
  const [http, https] = [proxy || proxies.http, proxy || proxies.https];
  const settings: Record<string, string> = {};
  if (http) settings.httpProxy = refer(http);
  if (https) settings.httpsProxy = refer(https);
  return settings;
}

function certificateSettings(cafile: NpmConfig['cafile'], certificates: string) {
  if (cafile) return { httpsCaFilePath: cafile };
  return certificates ? { httpsCaFilePath: `./${certificateFile}` } : {};
}

/** The hosts that are reached without the proxy: `noproxy`, which can be a list, or else those of the environment. */
function exceptions(noproxy: NpmConfig['noproxy'] = [], environment = ''): string[] {
  const hosts = (value: string | string[]) =>
    [value]
      .flat()
      .flatMap(list => list.split(','))
      .map(host => host.trim())
      .filter(host => host !== '');
  const own = hosts(noproxy);
  return own.length > 0 ? own : hosts(environment);
}

/** The settings of single hosts: those without a proxy, and those that want a certificate of the client. */
function hostSettings(direct: readonly string[], registries: NpmSettings['registries']) {
  const hosts: Record<string, Record<string, string>> = {};
  for (const host of direct) {
    const name = host.replace(/^\*?\./, '');
    // it counts for the hosts below it too
    if (name) for (const glob of [name, `*.${name}`]) hosts[glob] = { httpProxy: '', httpsProxy: '' };
  }
  for (const [key, file] of Object.entries(registries)) {
    const [, prefix, hostname] = /^(\/\/([^:/]+).*):certfile$/.exec(key) ?? [];
    if (!hostname) continue;
    const keyFile = registries[`${prefix}:keyfile`];
    hosts[hostname] = { ...hosts[hostname], httpsCertFilePath: file };
    if (keyFile) hosts[hostname].httpsKeyFilePath = keyFile;
  }
  return hosts;
}
