import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LintThread } from './LintThread.ts';

let folder: string;
const thread = new LintThread();
const lint = (file = 'template.yaml') => thread.lint({ folder, file });

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'goldpath-thread-'));
  await writeFile(
    path.join(folder, 'template.yaml'),
    'kind: Template\nspec: { steps: [{ action: goldpath:stamp }] }\n',
  );
});

afterAll(async () => {
  await thread.stop();
  await rm(folder, { recursive: true, force: true });
});

test('each of several concurrent requests gets its own result', async () => {
  const [one, missing, other] = await Promise.allSettled([lint(), lint('other.yaml'), lint()]);
  expect(one).toMatchObject({ status: 'fulfilled', value: { summary: { templates: 1 } } });
  expect(missing).toMatchObject({
    reason: { message: expect.stringContaining('other.yaml does not exist') as string },
  });
  expect(other).toEqual(one);
});

test('a stopped thread is started again', async () => {
  await thread.stop();
  expect((await lint()).summary.templates).toBe(1);
});

test('a request that waits for a stopped thread fails', async () => {
  const waiting = lint();
  await new Promise(resolve => setImmediate(resolve));
  await Promise.all([expect(waiting).rejects.toThrow('its thread was stopped'), thread.stop()]);
});
