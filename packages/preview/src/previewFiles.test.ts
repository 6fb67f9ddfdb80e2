import { stampTree } from '@goldpath/template';
import { expect, test } from 'vitest';
import { previewFile, previewFiles } from './previewFiles.ts';
import { smallTemplate, templateOf } from './testing/template.ts';

const answers = { name: 'orders', size: 'small', destination: 'local' };

async function filesOf(files: Record<string, string> = {}) {
  const template = await templateOf(files);
  const previewed = previewFiles(template, answers, stampTree(template, answers));
  return new Map(previewed.map(file => [file.path, file]));
}

test('a file that the answers change has the changed lines and the answers that are written in it', async () => {
  const files = await filesOf();
  expect(files.get('README.md')).toEqual({
    path: 'README.md',
    size: 34,
    state: 'changed',
    answers: ['name'],
    changedLines: [1, 5],
  });
  expect(files.get('infra/Pulumi.dev.yaml')).toMatchObject({ state: 'same', answers: [], changedLines: [] });
  expect(files.get('LICENSE')).toMatchObject({ state: 'same', size: 4 });
});

test('a file that is not in the skeleton is added', async () => {
  expect((await filesOf()).get('.goldpath/manifest.json')).toMatchObject({ state: 'added' });
});

test('the files are sorted by path', async () => {
  const paths = [...(await filesOf()).keys()];
  expect(paths).toEqual([...paths].sort());
  expect(paths).toHaveLength(7);
});

test('a file that is only stamped with another answer is left out', async () => {
  const only = `${smallTemplate['stamp.yaml']}only: [{ files: LICENSE, when: size, is: large }]\n`;
  expect((await filesOf({ 'stamp.yaml': only })).has('LICENSE')).toBe(false);
});

test('a single file has its stamped text', async () => {
  expect(previewFile(await templateOf(), answers, 'README.md')).toEqual({
    text: '# orders\n\nA service.\n\nRun orders.\n',
  });
});

test('a binary file has no text, and an unknown one is not found', async () => {
  const template = await templateOf({ 'skeleton/logo.bin': 'a\0b' });
  expect(previewFile(template, answers, 'logo.bin')).toEqual({ text: undefined });
  expect(previewFile(template, answers, '../template.yaml')).toBeUndefined();
});
