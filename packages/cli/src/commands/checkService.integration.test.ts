import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validAnswers } from '../testing/answers.ts';
import { goldpathIn } from '../testing/goldpath.ts';

let folder: string;
/** The stamped service of the valid answers. */
let service: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-check-'));
  service = path.join(folder, 'service');
  await writeFile(path.join(folder, 'answers.yaml'), JSON.stringify(validAnswers));
  const args = ['stamp', 'prompt-library-service', '--answers', 'answers.yaml', '--to', 'service'];
  const { code, stderr } = await goldpathIn(folder, args);
  if (code !== 0) throw new Error(stderr);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('check of a stamped service passes', async () => {
  const { code, stdout, stderr } = await goldpathIn(folder, ['check', service]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
});

test('check of a broken service reports problem, location and fix', async () => {
  await cp(service, path.join(folder, 'broken'), { recursive: true });
  const schema = path.join(folder, 'broken/prisma/schema.prisma');
  const text = await readFile(schema, 'utf8');
  await writeFile(schema, `${text}model Broken {\n  id Nothing @id\n}\n`);
  const { code, stdout, stderr } = await goldpathIn(folder, ['check', 'broken']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const line = text.split('\n').length + 1;
  expect(stdout).toContain(
    `✗ prisma/schema.prisma:${line}  error  prisma-schema-valid  Prisma schema prisma/schema.prisma`,
  );
});
