import { expect, test } from 'vitest';
import manifestSchema from '../stamp/manifest.schema.json' with { type: 'json' };
import stampSchema from '../read/stamp.schema.json' with { type: 'json' };
import type { Part } from '../template.ts';
import { componentType, missingParts, parts } from './parts.ts';

const empty = { files: [], componentTypes: [] };

test.each(parts)('a repository without files lacks the part %s', part => {
  expect(missingParts([part], empty).map(missing => missing.part)).toEqual([part]);
});

test('a part that is not declared is not missing', () => {
  expect(missingParts([], empty)).toEqual([]);
});

test.each<[Part, string]>([
  ['infrastructure', 'infra/Pulumi.yaml'],
  ['infrastructure', 'Pulumi.yaml'],
  ['infrastructure', 'infra/Pulumi.yml'],
  ['infrastructure', 'terraform/main.tf'],
  ['pipeline', '.github/workflows/release.yaml'],
  ['pipeline', '.gitlab-ci.yml'],
])('the part %s is met by %s', (part, file) => {
  expect(missingParts([part], { ...empty, files: [file] })).toEqual([]);
});

test.each<[Part, string]>([
  ['infrastructure', 'infra/MyPulumi.yaml'],
  ['infrastructure', 'infra/Pulumi.dev.yaml'],
  ['pipeline', '.github/workflows/README.md'],
  ['pipeline', '.github/workflows/old/ci.yml'],
])('the part %s is not met by %s', (part, file) => {
  expect(missingParts([part], { ...empty, files: [file] })).toHaveLength(1);
});

test('a library is met by a component of this type only', () => {
  expect(missingParts(['library'], { ...empty, componentTypes: ['service', 'library'] })).toEqual([]);
  expect(missingParts(['library'], { ...empty, componentTypes: ['service'] })).toHaveLength(1);
});

test.each([
  [{ kind: 'Component', spec: { type: 'service' } }, 'service'],
  [{ kind: 'API', spec: { type: 'openapi' } }, undefined],
  [{ kind: 'Component', spec: null }, undefined],
  [null, undefined],
  ['Component', undefined],
])('the component type of %j is %s', (entity, type) => {
  expect(componentType(entity)).toBe(type);
});

test('the schemas of stamp.yaml and of the manifest accept the same parts', () => {
  expect(stampSchema.properties.contains.items.enum).toEqual(parts);
  expect(manifestSchema.properties.contains.items.enum).toEqual(parts);
});
