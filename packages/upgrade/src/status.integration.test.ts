import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MANIFEST_PATH, type Template } from '@goldpath/template';
import { status } from './status.ts';
import { stampedTeam, templateVersion } from './testing/team.ts';

const among = (template: Template) => new Map([[template.id, template]]);

test('a fresh service is current', async () => {
  const template = await templateVersion('1.2.0');
  const { dir } = await stampedTeam(template);
  expect(await status(dir, among(template))).toMatchObject({ state: 'current', modified: [] });
});

test('a service is outdated when its template results in other files under the same number', async () => {
  const { dir } = await stampedTeam(await templateVersion('1.2.0', { 'src/old.ts': 'old\n' }));
  const next = await templateVersion('1.2.0', { 'src/main.ts': 'changed\n', 'src/new.ts': 'new\n' });
  expect(await status(dir, among(next))).toMatchObject({
    state: 'outdated',
    changes: { added: ['src/new.ts'], changed: ['src/main.ts'], removed: ['src/old.ts'] },
  });
});

test('a release that changes nothing for its answers leaves a service current', async () => {
  const { dir } = await stampedTeam(await templateVersion('1.2.0'));
  const next = await templateVersion('1.3.0');
  expect(await status(dir, among(next))).toMatchObject({ state: 'current', template: { latest: '1.3.0' } });
});

test('files that were changed or deleted since are named', async () => {
  const template = await templateVersion('1.2.0');
  const { dir } = await stampedTeam(template);
  await writeFile(path.join(dir, 'README.md'), 'other\n');
  await rm(path.join(dir, 'src/main.ts'));
  expect((await status(dir, among(template))).modified).toEqual([
    { file: 'README.md', change: 'changed' },
    { file: 'src/main.ts', change: 'deleted' },
  ]);
});

test('line endings of a checkout on Windows are not a change', async () => {
  const template = await templateVersion('1.2.0');
  const { dir } = await stampedTeam(template);
  const readme = path.join(dir, 'README.md');
  await writeFile(readme, (await readFile(readme, 'utf8')).replaceAll('\n', '\r\n'));
  expect((await status(dir, among(template))).modified).toEqual([]);
});

test('without a manifest, with a broken one, and without the template, the state is unknown', async () => {
  const template = await templateVersion('1.2.0');
  const { dir } = await stampedTeam(template);
  expect(await status(dir, new Map())).toMatchObject({
    state: 'unknown',
    reason: 'there is no template tiny here',
  });
  await writeFile(path.join(dir, MANIFEST_PATH), '{');
  expect((await status(dir, among(template))).reason).toContain('is not JSON');
  await rm(path.join(dir, MANIFEST_PATH));
  expect(await status(dir, among(template))).toMatchObject({
    state: 'unknown',
    reason: `it has no ${MANIFEST_PATH}`,
  });
});

test('new questions without a default are named', async () => {
  const template = await templateVersion('1.2.0');
  const { dir } = await stampedTeam(template);
  const schema = JSON.parse(JSON.stringify(template.answersSchema)) as {
    properties: Record<string, object>;
    required: string[];
  };
  schema.properties.tier = { type: 'string', title: 'Tier' };
  schema.required.push('tier');
  expect(await status(dir, among({ ...template, answersSchema: schema }))).toMatchObject({
    state: 'outdated',
    reason: expect.stringContaining('tier') as string,
  });
});
