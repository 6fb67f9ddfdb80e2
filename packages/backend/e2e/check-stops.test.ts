import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { EndedTask } from '../../../tools/portal-api.ts';
import { root } from '../../../tools/root.mjs';
import { signInWhenReady, startTestPortal, type TestPortal } from './portal.ts';

let folder: string;
let portal: TestPortal;
let task: EndedTask;

/** Copies the template under another name, with a publicly accessible database. */
async function openTemplate(): Promise<string> {
  const copy = path.join(folder, 'open-library-service');
  const isOurs = (source: string) => !/node_modules|[/\\]dist$/.test(source);
  await cp(path.join(root, 'templates', 'prompt-library-service'), copy, { recursive: true, filter: isOurs });
  const manifest = path.join(copy, 'template.yaml');
  const entity = parse(await readFile(manifest, 'utf8')) as { metadata: { name: string } };
  entity.metadata.name = 'open-library-service';
  await writeFile(manifest, stringify(entity));
  const program = path.join(copy, 'skeleton', 'infra', 'database.ts');
  const source = await readFile(program, 'utf8');
  const opened = source.replace('publiclyAccessible: false', 'publiclyAccessible: true');
  assert.notEqual(opened, source);
  await writeFile(program, opened);
  return manifest;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-open-'));
  const config = path.join(folder, 'app-config.test.yaml');
  const locations = [
    { type: 'file', target: path.join(root, 'catalog', 'all.yaml') },
    { type: 'file', target: await openTemplate(), rules: [{ allow: ['Template'] }] },
  ];
  await writeFile(config, stringify({ catalog: { locations } }));
  portal = await startTestPortal({ configs: ['app-config.yaml', config] });
  const template = 'template:default/open-library-service';
  const api = await signInWhenReady(portal, template);
  task = await api.runTask(template, {
    name: 'open-desk',
    owner: 'group:default/assistants',
    description: 'Must not be published',
    region: 'eu-central-1',
    size: 'small',
    nat: 'per-zone',
    rollout: 'rolling',
    pipeline: 'github',
    destination: 'local',
  });
});

afterAll(async () => {
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a skeleton with a publicly accessible database stops the task', () => {
  expect(task.status).toBe('failed');
});

test('the log has the rule, the resource, the file and the line', async () => {
  const program = path.join(folder, 'open-library-service', 'skeleton', 'infra', 'database.ts');
  const lines = (await readFile(program, 'utf8')).split('\n');
  const line = lines.findIndex(content => content.includes('new aws.rds.Instance')) + 1;
  const log = task.log.join('\n');
  expect(log).toContain('database-not-public');
  expect(log).toContain('aws:rds/instance:Instance');
  expect(log).toContain(`infra/database.ts:${line}`);
});

test('nothing is published', async () => {
  expect(await readdir(portal.stamped)).toEqual([]);
});
