import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '@goldpath/files/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import stampSchema from '../../packages/template/src/read/stamp.schema.json' with { type: 'json' };
import { root } from '../root.mjs';

const run = promisify(execFile);
const page = await readFile(path.join(root, 'docs/writing-a-template.md'), 'utf8');

/** The fenced blocks of the page: their language, the file that they are written to, and their text. */
const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)].map(
  ([, language = '', file, text = '']) => ({ language, file, text }),
);

let parent: string;
let copy: string;

beforeAll(async () => {
  parent = await makeFolder({});
  copy = path.join(parent, 'goldpath');
  await mkdir(copy);
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
});

afterAll(() => rm(parent, { recursive: true, force: true }));

test('following the page from scratch ends with a checked repository', async () => {
  const outputs: string[] = [];
  for (const { language, file, text } of blocks) {
    if (file !== undefined) {
      await mkdir(path.dirname(path.join(copy, file)), { recursive: true });
      await writeFile(path.join(copy, file), text);
    }
    if (language !== 'sh') continue;
    for (const command of text.trim().split('\n')) {
      const [program = '', ...args] = command.split(' ');
      outputs.push((await run(program, args, { cwd: copy })).stdout);
    }
  }
  expect(outputs).toHaveLength(6);
  expect(outputs[5]).toMatch(/\n {2}4 passed in /);
  expect(outputs[1]).toContain('1 template: 0 errors, 0 warnings');
  const manifest = await readFile(path.join(parent, 'tin-drum/.goldpath/manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ contains: ['library'], answers: { name: 'tin-drum' } });
}, 180_000);

test('the page explains every key of stamp.yaml and every part', () => {
  const { properties, definitions } = stampSchema;
  const keys = [
    ...Object.keys(properties).filter(key => key !== 'template' && key !== 'answers'),
    ...Object.keys(properties.template.properties).map(key => `template.${key}`),
    ...Object.keys(properties.only.items.properties),
    ...Object.keys(definitions.edit.properties).map(key => `answers.*.${key}`),
    ...properties.contains.items.enum,
  ];
  expect(keys.filter(key => !page.includes(`\`${key}\``))).toEqual([]);
});
