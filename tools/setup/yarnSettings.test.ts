import { expect, test } from 'vitest';
import { registrySettings } from './npmrc.ts';
import { yarnSettings } from './yarnSettings.ts';

/** Yarn's settings, with the references to the environment replaced by the values. */
function translate(config: object, registries: Record<string, string> = {}, proxies = {}) {
  const npm = { config: { registry: 'https://registry.npmjs.org/', ...config }, registries, proxies };
  const { config: yarn, env } = yarnSettings(npm);
  const text = JSON.stringify(yarn);
  return {
    text,
    yarn: JSON.parse(text.replace(/\$\{(\w+)\}/g, (_, name: string) => env[name]!)) as object,
  };
}

test('the registry is that of npm', () => {
  expect(translate({}).yarn).toMatchObject({ npmRegistryServer: 'https://registry.npmjs.org' });
});

test('a registry without TLS is allowed', () => {
  expect(translate({ registry: 'http://mirror.example.com:4873/npm/' }).yarn).toMatchObject({
    npmRegistryServer: 'http://mirror.example.com:4873/npm',
    unsafeHttpWhitelist: ['mirror.example.com'],
  });
});

test.each([
  ['//mirror.example.com/npm/:_authToken', 'token', { npmAuthToken: 'token' }],
  ['//mirror.example.com/npm:_authToken', 'token', { npmAuthToken: 'token' }],
  ['//mirror.example.com/:_authToken', 'token', { npmAuthToken: 'token' }],
  ['//mirror.example.com/npm/:_auth', 'dTpw', { npmAuthIdent: 'dTpw' }],
])('%s is passed for packages of every scope, and is not written to the file', (key, secret, expected) => {
  const { yarn, text } = translate({ registry: 'https://mirror.example.com/npm/' }, { [key]: secret });
  expect(yarn).toMatchObject({ npmAlwaysAuth: true, ...expected });
  expect(text).not.toContain(secret);
});

test('a user name and a password are passed', () => {
  const registries = {
    '//registry.npmjs.org/:username': 'u',
    '//registry.npmjs.org/:_password': Buffer.from('p').toString('base64'),
  };
  expect(translate({}, registries).yarn).toMatchObject({ npmAuthIdent: 'u:p' });
});

test('the token of another registry is not sent', () => {
  const { yarn } = translate({}, { '//mirror.example.com/:_authToken': 'token' });
  expect(JSON.stringify(yarn)).not.toContain('token');
});

test('a scope has its own registry and token', () => {
  const config = { '@acme:registry': 'https://npm.example.com/' };
  expect(translate(config, { '//npm.example.com/:_authToken': 'token' }).yarn).toMatchObject({
    npmScopes: { acme: { npmRegistryServer: 'https://npm.example.com', npmAuthToken: 'token' } },
  });
});

test.each([
  [
    { 'https-proxy': 'http://u:p@proxy:1' },
    {},
    { httpProxy: 'http://u:p@proxy:1', httpsProxy: 'http://u:p@proxy:1' },
  ],
  [{ proxy: 'http://proxy:1' }, {}, { httpProxy: 'http://proxy:1', httpsProxy: 'http://proxy:1' }],
  [{}, { http: 'http://proxy:2' }, { httpProxy: 'http://proxy:2' }],
])('the proxy %j is used, or else that of the environment %j', (config, proxies, expected) => {
  const { yarn, text } = translate(config, {}, proxies);
  expect(yarn).toMatchObject(expected);
  expect(text).not.toContain('http://u:p');
});

test('hosts without a proxy include the hosts below them', () => {
  const direct = { httpProxy: '', httpsProxy: '' };
  expect(translate({ noproxy: ['.example.com', 'localhost,'] }).yarn).toMatchObject({
    networkSettings: {
      'example.com': direct,
      '*.example.com': direct,
      localhost: direct,
    },
  });
});

test('the file of certificates is that of npm', () => {
  expect(translate({ cafile: '/etc/ca.pem' }).yarn).toMatchObject({ httpsCaFilePath: '/etc/ca.pem' });
});

test('certificates in the settings are written to a file', () => {
  const npm = { config: { registry: 'https://a.example/', ca: ['one', 'two'] }, registries: {}, proxies: {} };
  expect(yarnSettings(npm)).toMatchObject({
    certificates: 'one\ntwo',
    config: { httpsCaFilePath: './certificates.pem' },
  });
});

test('unchecked certificates stay unchecked', () => {
  expect(translate({ 'strict-ssl': false }).yarn).toMatchObject({ enableStrictSsl: false });
});

test('a certificate of the client is used for its host', () => {
  const registries = { '//a.example/npm/:certfile': '/c.pem', '//a.example/npm/:keyfile': '/k.pem' };
  expect(translate({ noproxy: 'a.example' }, registries).yarn).toMatchObject({
    networkSettings: {
      'a.example': { httpProxy: '', httpsCertFilePath: '/c.pem', httpsKeyFilePath: '/k.pem' },
    },
  });
});

test('settings of single registries are read from .npmrc as npm reads them', () => {
  const npmrc = [
    'registry=https://a.example/',
    '//a.example/:_authToken=${TOKEN}',
    '  "//b.example/:_authToken" = "quoted" ',
    '//c.example/:_authToken=value ; comment',
    '//d.example/:_authToken=${UNSET}',
    '# //e.example/:_authToken=no',
  ].join('\r\n');
  expect(registrySettings(npmrc, { TOKEN: 'secret' })).toEqual({
    '//a.example/:_authToken': 'secret',
    '//b.example/:_authToken': 'quoted',
    '//c.example/:_authToken': 'value',
    '//d.example/:_authToken': '${UNSET}',
  });
});
