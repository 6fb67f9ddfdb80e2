import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { preview } from './preview.ts';
import type { PreviewPart } from './previewPart.ts';
import { templateOf } from './testing/template.ts';

async function partsOf(...args: Parameters<typeof preview>): Promise<PreviewPart[]> {
  const parts: PreviewPart[] = [];
  for await (const part of preview(...args)) parts.push(part);
  return parts;
}

/** Gives a test a folder for temporary files of its own, since other tests make previews at the same time. */
async function ownTemporaryFolder(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'preview-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
}

const folders = async () => (await readdir(tmpdir())).filter(name => /^goldpath-preview-\w{6}$/.test(name));

test('files arrive first, then architecture and cost, then checks, and nothing is left behind', async () => {
  const template = await templateOf();
  await ownTemporaryFolder();
  const [files, infrastructure, checks, ...others] = await partsOf(template, { size: 'large' });
  expect(others).toEqual([]);
  expect(files).toMatchObject({ part: 'files', assumed: ['name'] });
  expect(infrastructure).toMatchObject({
    part: 'infrastructure',
    stages: [
      { stage: 'dev', total: expect.closeTo(2, 0) as number, svg: expect.stringMatching(/^<svg /) as string },
    ],
  });
  expect(checks).toMatchObject({ part: 'checks', blocks: false, findings: [] });
  expect(await folders()).toEqual([]);
});

test('a program that fails has no stages, and the checks have the reason', async () => {
  const template = await templateOf({ 'skeleton/infra/index.ts': "throw new Error('out of order');\n" });
  const [, infrastructure, checks] = await partsOf(template, {});
  expect(infrastructure).toMatchObject({ part: 'infrastructure', stages: [] });
  expect(checks).toMatchObject({
    part: 'checks',
    blocks: true,
    findings: [{ rule: 'program-executed', location: { file: 'infra/index.ts', line: 1 } }],
  });
});

test('a preview that is stopped ends with the reason, and nothing is left behind', async () => {
  const controller = new AbortController();
  const template = await templateOf();
  await ownTemporaryFolder();
  const parts = preview(template, {}, { signal: controller.signal });
  await parts.next();
  controller.abort(new Error('a newer answer'));
  await expect(parts.next()).rejects.toThrow('a newer answer');
  expect(await folders()).toEqual([]);
});
