import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkNode } from './linkNode.ts';

let folder: string;
let node: string;
let linked: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'link-node-')));
  node = path.join(folder, '.cache', 'toolchain', 'node');
  linked = path.join(folder, 'node_modules', '.bin', 'node');
  for (const file of [node, linked]) await mkdir(path.dirname(file), { recursive: true });
  await writeFile(node, 'Node 24');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('an installed Node is found where npx looks first', async () => {
  await linkNode(node, folder);
  expect(await readFile(linked, 'utf8')).toBe('Node 24');
});

test('a link to another Node is replaced', async () => {
  await linkNode(path.join(folder, '.cache', 'old', 'node'), folder);
  await linkNode(node, folder);
  expect(await readFile(linked, 'utf8')).toBe('Node 24');
});

test('the Node of the machine is not linked', async () => {
  await linkNode('/usr/bin/node', folder);
  expect(existsSync(linked)).toBe(false);
});
