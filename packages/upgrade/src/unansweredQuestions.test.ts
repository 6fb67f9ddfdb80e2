import type { Manifest, StampSpec } from '@goldpath/template';
import { expect, test } from 'vitest';
import { unansweredQuestions } from './unansweredQuestions.ts';

const manifest = (files: string[], answers: Manifest['answers'] = {}): Manifest => ({
  manifestVersion: 1,
  template: { id: 'tiny', version: '1.2.0' },
  answers,
  files: Object.fromEntries(files.map(file => [file, 'hash'])),
});
const stamp = {
  only: [
    { files: 'policy.yml', answer: 'platform' },
    { files: 'deploy/', answer: 'pipeline', is: 'github' },
  ],
} as StampSpec;
const recorded = manifest(['policy.yml', 'deploy/a.sh', 'gone.ts']);

test('a question without an answer is named with the files that are removed for it', () => {
  const next = { manifest: manifest([]), kept: [] };
  expect(unansweredQuestions({ stamp }, recorded, next)).toEqual([
    { field: 'platform', files: ['policy.yml'] },
  ]);
});

test.each([
  ['an answered question', { manifest: manifest([], { platform: 'acme/goldpath' }), kept: [] }],
  ['a file that stays', { manifest: manifest(['policy.yml']), kept: [] }],
  ['a file of the team', { manifest: manifest([]), kept: ['policy.yml'] }],
])('%s is not named', (_case, next) => {
  expect(unansweredQuestions({ stamp }, recorded, next)).toEqual([]);
});
