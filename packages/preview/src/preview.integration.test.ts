import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { preview } from './preview.ts';
import type { PreviewPart } from './previewPart.ts';
import { templateOf } from './testing/template.ts';

async function partsOf(...args: Parameters<typeof preview>): Promise<PreviewPart[]> {
  const parts: PreviewPart[] = [];
  for await (const part of preview(...args)) parts.push(part);
  return parts;
}

const folders = async () => (await readdir(tmpdir())).filter(name => /^goldpath-preview-\w{6}$/.test(name));

test('files arrive first, then architecture and cost, then checks, and nothing is left behind', async () => {
  const before = await folders();
  const template = await templateOf();
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
  expect(await folders()).toEqual(before);
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
  const before = await folders();
  const controller = new AbortController();
  const parts = preview(await templateOf(), {}, { signal: controller.signal });
  await parts.next();
  controller.abort(new Error('a newer answer'));
  await expect(parts.next()).rejects.toThrow('a newer answer');
  expect(await folders()).toEqual(before);
});
