import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  developmentPackages,
  filesOf,
  type ImageFile,
  fileProblems,
  suspiciousVariables,
  largestPackages,
  sizeByPart,
} from './contents.ts';

const file = (name: string, more: Partial<ImageFile> = {}): ImageFile => ({
  path: name,
  bytes: 1,
  uid: 0,
  mode: 0o100644,
  directory: false,
  ...more,
});

const problemsOf = (...files: ImageFile[]) =>
  fileProblems(files, { uid: 1000, data: ['/app/.data'], developmentPackages: ['/app/node_modules/vitest'] });

test('the intended files of an image have no problem', () => {
  expect(
    problemsOf(
      file('/app/dist/server.js'),
      file('/app/node_modules/pg/lib/index.js'),
      file('/app/node_modules/plugin/config.d.ts'),
      file('/app/node_modules/@pulumi/aws/ec2/vpc.d.ts'),
      file('/app/prisma/migrations/1_init/migration.sql'),
      file('/app/.data', { uid: 1000, directory: true, mode: 0o40755 }),
      file('/tmp', { directory: true, mode: 0o41777 }),
      file('/bin/sh', { mode: 0o120777 }),
    ),
  ).toEqual([]);
});

test.each([
  [
    'a development package',
    file('/app/node_modules/vitest', { directory: true }),
    'is a package for development',
  ],
  ['TypeScript', file('/app/src/server.ts'), 'is source'],
  ['types of a package', file('/app/node_modules/pg/index.d.mts'), 'is source'],
  ['unused types of a resource', file('/app/node_modules/@pulumi/aws/types/input.d.ts'), 'is source'],
  ['a source map', file('/app/dist/server.js.map'), 'is source'],
  ['a compiled test', file('/app/dist/app.test.js'), 'is a test'],
  ['an environment file', file('/app/.env.production'), 'may hold a secret'],
  ["npm's settings", file('/app/.npmrc'), 'may hold a secret'],
  ['a private key', file('/app/certificates/tls.key'), 'may hold a secret'],
  [
    'code that its user can change',
    file('/app/dist/server.js', { uid: 1000 }),
    'belongs to the user that runs',
  ],
  [
    'a file that every user can change',
    file('/etc/hosts', { mode: 0o100666 }),
    'can be written by every user',
  ],
  [
    'a folder that every user can write to',
    file('/srv', { mode: 0o40777, directory: true }),
    'can be written by every user',
  ],
  [
    'a program with the rights of its owner',
    file('/bin/su', { mode: 0o104755 }),
    'runs with the rights of its owner',
  ],
])('%s is found', (_, found, reason) => {
  expect(problemsOf(found)).toEqual([`${found.path} ${reason}`]);
});

test('sources are allowed only where they are executed or given to users', () => {
  const expected = {
    uid: 1000,
    data: [],
    developmentPackages: [],
    sources: ['/app/plugins', '/app/templates'],
  };
  const given = ['a.ts', 'a.test.ts', '.npmrc', '.env.example'].map(name => file(`/app/templates/${name}`));
  expect(fileProblems(given, expected)).toEqual([]);
  expect(fileProblems([file('/app/templates/.env')], expected)).toEqual([
    '/app/templates/.env may hold a secret',
  ]);
  expect(fileProblems([file('/app/plugins/a/src/index.ts'), file('/app/tools/a.ts')], expected)).toEqual([
    '/app/tools/a.ts is source',
  ]);
});

test('the packages for development come from the lockfile, and include optional ones', () => {
  const packages = {
    '': {},
    'node_modules/pg': {},
    'node_modules/vitest': { dev: true },
    'node_modules/prisma': { devOptional: true },
    'node_modules/fsevents': { optional: true },
  };
  expect(developmentPackages({ packages }, '/app')).toEqual([
    '/app/node_modules/vitest',
    '/app/node_modules/prisma',
    '/app/node_modules/fsevents',
  ]);
});

test('a variable that looks like a secret is named without its value', () => {
  expect(
    suspiciousVariables(['PORT=3000', 'PATH=/bin', 'DATABASE_URL=postgresql://x', 'API_TOKEN=abc']),
  ).toEqual(['the variable DATABASE_URL looks like a secret', 'the variable API_TOKEN looks like a secret']);
});

test('each file counts for the first part that contains it', () => {
  const files = [
    file('/app/dist/a.js', { bytes: 3 }),
    file('/app/distance', { bytes: 5 }),
    file('/bin/node', { bytes: 7 }),
  ];
  expect(
    sizeByPart(files, [
      ['node', '/bin/node'],
      ['dist', '/app/dist'],
      ['rest', '/'],
    ]),
  ).toEqual([
    { name: 'node', bytes: 7, files: 1 },
    { name: 'dist', bytes: 3, files: 1 },
    { name: 'rest', bytes: 5, files: 1 },
  ]);
});

test('the largest packages come first, scoped ones with their scope, and the others are added up', () => {
  const modules = '/app/node_modules';
  const files = [
    file(`${modules}/@prisma`, { directory: true, bytes: 0 }),
    file(`${modules}/@prisma/client`, { directory: true, bytes: 0 }),
    file(`${modules}/@prisma/client/a.js`, { bytes: 9 }),
    file(`${modules}/pg/a.js`, { bytes: 5 }),
    file(`${modules}/qs/a.js`, { bytes: 1 }),
    file(`${modules}/ms/a.js`, { bytes: 1 }),
    file(`${modules}/.package-lock.json`, { bytes: 99 }),
  ];
  expect(largestPackages(files, modules, 2)).toEqual([
    { name: '@prisma/client', bytes: 9, files: 1 },
    { name: 'pg', bytes: 5, files: 1 },
    { name: '2 others', bytes: 2, files: 2 },
  ]);
});

test('the files of a folder are listed with absolute paths, without following links', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'goldpath-contents-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(path.join(root, 'app'));
  await writeFile(path.join(root, 'app/a.js'), 'abc');
  await chmod(path.join(root, 'app/a.js'), 0o640);
  await symlink('/missing', path.join(root, 'link'));
  const files = (await filesOf(root)).sort((a, b) => a.path.localeCompare(b.path));
  expect(files.map(({ path: name }) => name)).toEqual(['/app', '/app/a.js', '/link']);
  expect(files[1]).toMatchObject({ bytes: 3, directory: false });
  expect((files[1]?.mode ?? 0) & 0o777).toBe(0o640);
});
