/**
 * The settings of single registries in an .npmrc file. `npm config list` leaves these out, since they contain secrets.
 *
 * @param env - for references such as `${NPM_TOKEN}`; one that is not set stays, as in npm
 */
export function registrySettings(npmrc: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const settings = npmrc
    .split(/\r?\n/)
    .map(line => /^\s*"?(\/\/[^=\s"]+)"?\s*=\s*(.*?)\s*$/.exec(line))
    .filter(match => match !== null)
    .map(([, key = '', value = '']) => [key, expand(unquote(value), env)] as const);
  return Object.fromEntries(settings);
}

function unquote(value: string): string {
  const [, quoted] = /^"(.*)"$|^'(.*)'$/.exec(value) ?? [];
  return quoted ?? value.replace(/\s*(?<!\\)[;#].*$/, '');
}

const expand = (value: string, env: NodeJS.ProcessEnv) =>
  value.replace(/\$\{([^}]+)\}/g, (reference, name: string) => env[name] ?? reference);
