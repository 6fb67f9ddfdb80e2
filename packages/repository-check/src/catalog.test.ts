import { expect, test } from 'vitest';
import { runCheck } from './testing/runCheck.ts';
import { catalogCheck } from './catalog.ts';

const system = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: desk
spec:
  owner: group:default/platform
`;
const api = `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: desk-api
spec:
  type: openapi
  lifecycle: experimental
  owner: group:default/platform
  definition:
    $text: ./openapi.yaml
`;

const found = (descriptor: string, files: Record<string, string> = {}) =>
  runCheck(catalogCheck, { 'catalog-info.yaml': descriptor, ...files });

test('valid entities pass, one result each', async () => {
  expect(await found(`${system}---\n${api}`, { 'openapi.yaml': 'openapi: 3.1.0\n' })).toEqual([
    'pass catalog-info.yaml:1 The entity is valid.',
    'pass catalog-info.yaml:8 The entity is valid.',
    'pass catalog-info.yaml:17 The included file exists.',
  ]);
});

test('a missing descriptor fails', async () => {
  expect(await runCheck(catalogCheck, {})).toEqual([
    'fail catalog-info.yaml:1 The repository does not describe itself to the catalog. Add a catalog-info.yaml.',
  ]);
});

test('a descriptor that is not YAML fails at its line', async () => {
  const [result] = await found('kind: System\nmetadata: [1,\nspec: }\n');
  expect(result).toMatch(/^fail catalog-info\.yaml:3 The file is not YAML: .* Fix the syntax\.$/);
});

test('an empty descriptor fails', async () => {
  expect(await found('# nothing\n')).toEqual([expect.stringContaining('The file has no entity.')]);
});

test('an entity without an owner fails at its spec', async () => {
  const [result] = await found(system.replace('  owner: group:default/platform', '  domain: x'));
  expect(result).toMatch(/^fail catalog-info\.yaml:5 The entity that begins on line 1 is not valid: .*owner/);
});

test('an entity whose name is not allowed fails at the name', async () => {
  const [result] = await found(system.replace('desk', 'a desk'));
  expect(result).toMatch(/^fail catalog-info\.yaml:4 .*name/);
});

test('a kind that a service may not describe fails', async () => {
  const group = system
    .replace('System', 'Group')
    .replace('owner: group:default/platform', 'type: team\n  children: []');
  const [result] = await found(group);
  expect(result).toMatch(/^fail catalog-info\.yaml:\d+ .*kind Group is not taken from a service/);
});

test('of two entities with one name the second fails', async () => {
  expect(await found(`${system}---\n${system}`)).toEqual([
    'pass catalog-info.yaml:1 The entity is valid.',
    'fail catalog-info.yaml:8 system:default/desk is already described on line 1. Keep one of the two, or rename one.',
  ]);
});

test.each(['./openapi.yaml', '../outside.yaml', '/etc/hostname'])(
  'an included file %s outside the repository fails at its line',
  async file => {
    expect(await found(api.replace('./openapi.yaml', file))).toContain(
      `fail catalog-info.yaml:10 ${file} is not in the repository. Add the file, or correct its name.`,
    );
  },
);

const library = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: desk
spec:
  type: library
  lifecycle: experimental
  owner: group:default/platform
`;
const declaring = (part: string) => ({ '.goldpath/manifest.json': `{ "contains": ["${part}"] }` });

test('a declared library that is a component of the catalog passes', async () => {
  expect(await found(library, declaring('library'))).toEqual([
    'pass catalog-info.yaml:1 The entity is valid.',
  ]);
});

test('a declared service that is not in the catalog fails', async () => {
  expect(await found(library, declaring('service'))).toContain(
    'fail catalog-info.yaml:1 The manifest declares a service, and no entity is a Component of type service. Add a Component of type service, or set the type of the existing one.',
  );
});
