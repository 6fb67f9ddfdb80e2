import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { tinyTemplate } from '@goldpath/template/testing';
import { expect, test } from 'vitest';
import { isStale } from './descriptor.ts';
import { readTemplateEntities } from './templateEntities.ts';

const files = {
  'template.yaml': tinyTemplate['template.yaml'].replace('spec:', 'spec:\n  type: service'),
  'stamp.yaml': tinyTemplate['stamp.yaml'],
};

test('a template has the version of its stamp.yaml, and shows it on its card', async () => {
  const { entities, problem } = await readTemplateEntities(
    await folderOf(files),
    'https://portal.example/templates',
  );
  expect(problem).toBeUndefined();
  expect(entities[0]?.metadata).toMatchObject({
    annotations: { 'backstage.io/template-version': '1.2.3' },
    links: [{ title: 'Version 1.2.3', url: 'https://portal.example/templates' }],
  });
});

test('a template without stamp.yaml has no version', async () => {
  const { entities } = await readTemplateEntities(await folderOf({ ...files, 'stamp.yaml': null }));
  expect(entities[0]?.metadata.links).toBeUndefined();
});

test('a template is read again when its version changes', async () => {
  const folder = await folderOf(files);
  const reading = await readTemplateEntities(folder);
  expect(await isStale(reading)).toBe(false);
  await writeFile(path.join(folder, 'stamp.yaml'), files['stamp.yaml'].replace('1.2.3', '1.10.0'));
  expect(await isStale(reading)).toBe(true);
});
