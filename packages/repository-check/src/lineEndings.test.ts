import { expect, test } from 'vitest';
import { lineEndingsCheck } from './lineEndings.ts';
import { runCheck } from './testing/runCheck.ts';

test.each(['deploy/run.sh', 'Dockerfile', 'dev/api.Dockerfile', '.husky/pre-commit', '.githooks/pre-push'])(
  'a carriage return in %s fails at its line',
  async file => {
    const [result] = await runCheck(lineEndingsCheck, { [file]: 'one\ntwo\r\n' });
    expect(result).toMatch(`fail ${file}:2 The script has a carriage return (CRLF)`);
    expect(result).toContain('git add --renormalize .');
  },
);

test('a file is a script when it begins with the path of its interpreter', async () => {
  const [result] = await runCheck(lineEndingsCheck, { 'dev/engine.ts': '#!/usr/bin/env node\r\n' });
  expect(result).toMatch('fail dev/engine.ts:1 ');
});

test('a script with LF passes', async () => {
  expect(await runCheck(lineEndingsCheck, { 'run.sh': '#!/bin/sh\n' })).toEqual([
    'pass run.sh:1 The script has no carriage return.',
  ]);
});

test('files that no shell reads may have CRLF', async () => {
  expect(await runCheck(lineEndingsCheck, { 'notes.txt': 'one\r\n', 'run.cmd': 'echo\r\n' })).toEqual([]);
});
