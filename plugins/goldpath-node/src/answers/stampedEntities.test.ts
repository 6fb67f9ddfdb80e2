import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTemplate } from '@goldpath/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeTinyTemplate } from '../testing/tinyTemplate.ts';
import { stampedEntities } from './stampedEntities.ts';

const templates = path.resolve(import.meta.dirname, '../../../../templates');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-entities-'));
  await writeTinyTemplate(folder, 'tiny-service', [{ example: 'steps:\n  - action: goldpath:stamp\n' }]);
});

afterAll(() => rm(folder, { recursive: true }));

test('every entity of the catalog file gets its name from the answers', async () => {
  const template = await loadTemplate(path.join(templates, 'prompt-library-service'));
  expect(stampedEntities(template, { name: 'recipe-desk' })).toEqual(
    [
      'system:default/recipe-desk',
      'component:default/recipe-desk',
      'api:default/recipe-desk-api',
      'resource:default/recipe-desk-db',
      'resource:default/recipe-desk-images',
    ].map(ref => ({ field: 'name', ref })),
  );
});

test('an entity whose name is not known yet is left out', async () => {
  expect(stampedEntities(await loadTemplate(folder), { owner: 'group:default/platform' })).toEqual([]);
});
