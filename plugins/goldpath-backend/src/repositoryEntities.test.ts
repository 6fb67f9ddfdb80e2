import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isStale } from './descriptor.ts';
import { readRepository } from './repositoryEntities.ts';

let parent: string;

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-entities-'));
});

afterAll(() => rm(parent, { recursive: true, force: true }));

async function repository(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(parent, 'repository-'));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  return folder;
}

const entity = (kind: string, spec: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: orders\nspec:\n${spec}\n`;
const system = entity('System', '  owner: group:default/platform');
const api = (definition: string) =>
  entity(
    'API',
    `  type: openapi\n  lifecycle: production\n  owner: group:default/platform\n  definition: ${definition}`,
  );

test('a repository without a descriptor has no entities and no problem', async () => {
  expect(await readRepository(await repository({}))).toMatchObject({ entities: [] });
});

test('each document of the descriptor is an entity, and empty ones are skipped', async () => {
  const folder = await repository({ 'catalog-info.yaml': `---\n${system}---\n---\n${api('openapi')}` });
  const { entities, problem } = await readRepository(folder);
  expect(problem).toBeUndefined();
  expect(entities.map(({ kind }) => kind)).toEqual(['System', 'API']);
});

test('the entities of a stamped repository have its template and version', async () => {
  const manifest = { manifestVersion: 1, template: { id: 'tiny', version: '1.2.3' }, answers: {}, files: {} };
  const folder = await repository({
    'catalog-info.yaml': system,
    '.goldpath/manifest.json': JSON.stringify(manifest),
  });
  expect((await readRepository(folder)).entities[0]?.metadata.annotations).toMatchObject({
    'goldpath.dev/template': 'tiny',
    'goldpath.dev/template-version': '1.2.3',
  });
});

test('a manifest that is not valid is not read', async () => {
  const folder = await repository({
    'catalog-info.yaml': system,
    '.goldpath/manifest.json': '{ "template": 1 }',
  });
  expect((await readRepository(folder)).entities).toHaveLength(1);
});

test('the content of an included file is used unchanged, even if it looks like YAML', async () => {
  const content = 'openapi: 3.1.0\n# "quoted" & *starred*\n';
  const folder = await repository({
    'catalog-info.yaml': api('{ $text: ./openapi.yaml }'),
    'openapi.yaml': content,
  });
  expect((await readRepository(folder)).entities[0]?.spec?.definition).toBe(content);
});

test.each([
  ['a path outside the repository', '{ $text: ../outside.yaml }', 'outside.yaml is outside the repository'],
  [
    'a link to a file outside the repository',
    '{ $text: ./link.yaml }',
    'link.yaml is outside the repository',
  ],
  ['a missing file', '{ $text: ./absent.yaml }', 'absent.yaml does not exist'],
  ['a folder', '{ $text: . }', 'is not a file'],
  ['a file that is too large', '{ $text: ./large.yaml }', 'large.yaml has 5242881 bytes'],
  ['another way to include', '{ $json: ./openapi.json }', 'only "$text: ./a-file" can be included'],
])('%s is refused with its line', async (_case, definition, message) => {
  await writeFile(path.join(parent, 'outside.yaml'), 'secret: yes');
  const folder = await repository({
    'catalog-info.yaml': `${system}---\n${api(definition)}`,
    'large.yaml': '',
  });
  await truncate(path.join(folder, 'large.yaml'), 5 * 1024 * 1024 + 1);
  await symlink(path.join(parent, 'outside.yaml'), path.join(folder, 'link.yaml'));
  const { entities, problem } = await readRepository(folder);
  expect(entities).toEqual([]);
  expect(problem).toContain(`${path.join(folder, 'catalog-info.yaml')}:16: `);
  expect(problem).toContain(message);
});

test('a descriptor that links to a file outside the repository is refused', async () => {
  await writeFile(path.join(parent, 'foreign.yaml'), system);
  const folder = await repository({});
  await symlink(path.join(parent, 'foreign.yaml'), path.join(folder, 'catalog-info.yaml'));
  expect((await readRepository(folder)).problem).toContain(
    'catalog-info.yaml:1: catalog-info.yaml is outside',
  );
});

test.each([
  ['a user', entity('User', '  memberOf: [platform]'), 'kind User is not taken from a service'],
  ['a list', '- one\n- two\n', 'is not valid'],
  ['a missing field', entity('System', '  type: product'), 'owner'],
  ['a bad name', system.replace('name: orders', 'name: "of all"'), 'name'],
  [
    'a foreign API version',
    system.replace('backstage.io/v1alpha1', 'example.com/v9'),
    'apiVersion example.com/v9',
  ],
])('%s is not an entity of a service', async (_case, descriptor, message) => {
  const folder = await repository({ 'catalog-info.yaml': descriptor });
  const { entities, problem } = await readRepository(folder);
  expect(entities).toEqual([]);
  expect(problem).toContain(`${path.join(folder, 'catalog-info.yaml')}:1: `);
  expect(problem).toContain(message);
});

test('a reading is stale when an included file changes or appears, and only then', async () => {
  const folder = await repository({ 'catalog-info.yaml': api('{ $text: ./openapi.yaml }') });
  const missing = await readRepository(folder);
  expect(await isStale(missing)).toBe(false);
  await writeFile(path.join(folder, 'openapi.yaml'), 'one');
  expect(await isStale(missing)).toBe(true);

  const read = await readRepository(folder);
  expect(await isStale(read)).toBe(false);
  await writeFile(path.join(folder, 'openapi.yaml'), 'two, longer');
  expect(await isStale(read)).toBe(true);
});
