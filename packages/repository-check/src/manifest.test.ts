import { expect, test } from 'vitest';
import { runCheck } from './testing/runCheck.ts';
import { manifestCheck } from './manifest.ts';

const manifest = {
  manifestVersion: 1,
  template: { id: 'tiny', version: '1.0.0' },
  answers: { name: 'desk' },
  files: { 'a.txt': 'a'.repeat(64) },
};

const found = (content: object | string) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return runCheck(manifestCheck, { '.goldpath/manifest.json': text });
};

test('a complete manifest passes', async () => {
  expect(await found(manifest)).toEqual(['pass .goldpath/manifest.json:1 The manifest is complete.']);
});

test.each([
  ['another version', { ...manifest, manifestVersion: 2 }, 2, 'manifestVersion must be 1'],
  ['an unknown part', { ...manifest, contains: ['castle'] }, 14, 'contains.0 is "castle"'],
  ['no template', { ...manifest, template: undefined }, 1, 'template is missing'],
  [
    'a value that is not a hash',
    { ...manifest, files: { 'a.txt': 'x' } },
    11,
    'files.a.txt must match pattern',
  ],
  [
    'an answer that is a list',
    { ...manifest, answers: { name: [] } },
    8,
    'answers.name is a list, but must be',
  ],
  ['text that is not JSON', '{\n  "a": [1,\n', 3, 'The file is not JSON'],
])('%s fails at its line', async (_what, content, line, message) => {
  const [result] = await found(content);
  expect(result).toContain(`fail .goldpath/manifest.json:${line} ${message}`);
});

test('a repository that was not stamped needs no manifest', async () => {
  expect(await runCheck(manifestCheck, {})).toEqual([]);
});
