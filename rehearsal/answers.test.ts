import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../tools/root.mjs';
import { answers } from './answers.ts';

const samples = globSync('templates/prompt-library-service/samples/*.yaml', { cwd: root });
const free: (keyof typeof answers)[] = ['name', 'description', 'owner', 'region', 'repoUrl'];

test.each(samples)('the answers that are free text or long lists differ from %s', async sample => {
  const values = parse(await readFile(path.join(root, sample), 'utf8')) as Record<string, unknown>;
  expect(free.filter(name => values[name] === answers[name])).toEqual([]);
});
