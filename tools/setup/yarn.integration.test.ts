import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../freePort.ts';
import { installYarn } from '../node24.mjs';
import { type Mirror, startMirror, startProxy, type TestServer, token } from './mirror.ts';
import { runYarn } from './yarn.ts';

let base: string;
let mirror: Mirror;
let proxy: TestServer;
let refusing: TestServer;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'goldpath-yarn-'));
  await installYarn();
  mirror = await startMirror(base);
  [proxy, refusing] = await Promise.all([startProxy(), startProxy('403 Forbidden')]);
});

afterAll(async () => {
  for (const server of [mirror, proxy, refusing]) server.close();
  await rm(base, { recursive: true, force: true });
});

const lock = (name: string) => `
"${name}@npm:1.0.0":
  version: 1.0.0
  resolution: "${name}@npm:1.0.0"
  languageName: node
  linkType: hard
`;

const project = `
"project@workspace:.":
  version: 0.0.0-use.local
  resolution: "project@workspace:."
  dependencies:
    "@acme/tiny": "npm:1.0.0"
    tiny: "npm:1.0.0"
  languageName: unknown
  linkType: soft
`;

/** Installs two packages in a new project with an empty cache and these lines in the .npmrc of the user's home. */
async function install(
  npmrc: readonly string[],
  env: NodeJS.ProcessEnv = {},
  progress: (note: string) => void = () => {},
): Promise<string> {
  const folder = await mkdtemp(path.join(base, 'project-'));
  const home = path.join(folder, 'home');
  await mkdir(home);
  const dependencies = { '@acme/tiny': '1.0.0', tiny: '1.0.0' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name: 'project', dependencies }));
  await writeFile(
    path.join(folder, 'yarn.lock'),
    `__metadata:\n  version: 10\n${lock('@acme/tiny')}${project}${lock('tiny')}`,
  );
  await writeFile(path.join(folder, '.yarnrc.yml'), 'nodeLinker: node-modules\nenableTelemetry: false\n');
  await writeFile(path.join(home, '.npmrc'), npmrc.join('\n'));
  const clean = { PATH: process.env.PATH, HOME: home, NPM_TOKEN: token, YARN_ENABLE_IMMUTABLE_INSTALLS: '0' };
  await runYarn(['install'], folder, { progress, env: { ...clean, ...env } });
  return folder;
}

const registry = () => `registry=${mirror.url}`;
const authentication = () => `//127.0.0.1:${mirror.port}/:_authToken=\${NPM_TOKEN}`;

test('registry, token, certificate and proxy of npm are used, and the token is in no file', async () => {
  const https = `https-proxy=http://127.0.0.1:${proxy.port}`;
  const folder = await install([registry(), authentication(), `cafile=${mirror.cafile}`, https]);
  expect(existsSync(path.join(folder, 'node_modules', 'tiny', 'package.json'))).toBe(true);
  expect(proxy.requests).toContain(`127.0.0.1:${mirror.port}`);
  expect(await readFile(path.join(folder, '.cache', 'yarn', '.yarnrc.yml'), 'utf8')).not.toContain(token);
});

test('NODE_EXTRA_CA_CERTS, the environment’s proxy and its exceptions are used', async () => {
  const folder = await install([registry(), authentication()], {
    NODE_EXTRA_CA_CERTS: mirror.cafile,
    HTTPS_PROXY: `http://127.0.0.1:${refusing.port}`,
    NO_PROXY: '127.0.0.1',
  });
  expect(existsSync(path.join(folder, 'node_modules', 'tiny', 'package.json'))).toBe(true);
});

test('a scope has the registry and the token of npm', async () => {
  mirror.requests.length = 0;
  const closed = `registry=http://127.0.0.1:${await freePort()}/`;
  const scope = `@acme:registry=${mirror.url}`;
  await expect(install([closed, scope, authentication(), 'strict-ssl=false'])).rejects.toThrow(
    'ECONNREFUSED',
  );
  expect(mirror.requests).toContain('/@acme%2ftiny');
});

test.each([
  ['a registry that is away', () => ['registry=http://127.0.0.1:9/'], 'connect ECONNREFUSED 127.0.0.1:9'],
  ['an unknown certificate', () => [registry(), authentication()], 'self-signed certificate'],
  ['a missing token', () => [registry(), 'strict-ssl=false'], 'Invalid authentication'],
  [
    'a proxy that refuses',
    () => [registry(), 'strict-ssl=false', `https-proxy=http://127.0.0.1:${refusing.port}`],
    '403',
  ],
])('%s is reported with its cause', async (_, npmrc, cause) => {
  const error = (await install(npmrc()).catch((problem: unknown) => problem)) as Error;
  expect(error.message).toMatch(/^Yarn failed: .+\. Check the connection/);
  expect(error.message).toContain(cause);
});

test('packages that were downloaded before are installed without a connection', async () => {
  const cache = { YARN_GLOBAL_FOLDER: path.join(base, 'downloads') };
  await install([registry(), authentication(), 'strict-ssl=false'], cache);
  const folder = await install(['registry=http://127.0.0.1:9/'], cache);
  expect(existsSync(path.join(folder, 'node_modules', 'tiny', 'package.json'))).toBe(true);
});

test('a registry that sends slowly shows the packages that have arrived, and then the next phase', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  mirror.held.set('@acme/tiny', promise);
  const notes: string[] = [];
  await install([registry(), authentication(), 'strict-ssl=false'], {}, note => {
    notes.push(note);
    if (note === '1 packages downloaded') resolve();
  });
  mirror.held.clear();
  expect(notes).toContain('1 packages downloaded');
  expect(notes.at(-1)).toBe('link');
});

test('a folder of downloads that cannot be written is reported with the setting that changes it', async () => {
  const npmrc = [registry(), authentication(), 'strict-ssl=false'];
  await expect(install(npmrc, { YARN_GLOBAL_FOLDER: path.join(mirror.cafile, 'yarn') })).rejects.toThrow(
    /^Yarn cannot write its downloads to .+ \(ENOTDIR\)\. .+ set YARN_GLOBAL_FOLDER to another folder\.$/,
  );
});
