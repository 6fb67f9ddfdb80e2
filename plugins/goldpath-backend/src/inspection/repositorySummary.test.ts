import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repositorySummary } from './repositorySummary.ts';

async function summaryOf(files: Record<string, string>) {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'goldpath-summary-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), text);
  }
  const { folder, ...summary } = await repositorySummary(dir);
  expect(folder).toBe(dir);
  return summary;
}

test('the template, the answers and the section about running are read', async () => {
  const manifest = { template: { id: 'shop', version: '1.2.3' }, answers: { name: 'orders' } };
  const readme = '# orders\n\n## Run\n\n```sh\nnpm ci\n```\n\n## Use\n\nOther.\n';
  expect(
    await summaryOf({ '.goldpath/manifest.json': JSON.stringify(manifest), 'README.md': readme }),
  ).toEqual({
    part: 'repository',
    template: { id: 'shop', version: '1.2.3' },
    answers: { name: 'orders' },
    run: '```sh\nnpm ci\n```',
    readme,
  });
});

test.each([
  ['nothing', {}],
  ['an invalid manifest', { '.goldpath/manifest.json': '{' }],
])('a repository with %s has neither', async (_case, files) => {
  expect(await summaryOf(files as Record<string, string>)).toEqual({ part: 'repository', answers: {} });
});

test('a README without a section about running is read', async () => {
  expect(await summaryOf({ 'README.md': '# orders\n' })).toEqual({
    part: 'repository',
    answers: {},
    readme: '# orders\n',
  });
});
