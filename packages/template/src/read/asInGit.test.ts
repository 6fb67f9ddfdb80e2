import { expect, test } from 'vitest';
import { asInGit } from './asInGit.ts';

function read(content: string | Buffer, platform: NodeJS.Platform = 'linux') {
  const tree = new Map([['file', { content: Buffer.from(content), executable: false }]]);
  return asInGit(tree, platform).get('file');
}

test('a text file that was checked out with CRLF gets LF, and keeps its letters', () => {
  expect(read('#!/bin/sh\r\necho grüße\r\n')?.content.toString()).toBe('#!/bin/sh\necho grüße\n');
});

test.each([
  ['with mixed line endings', 'one\r\ntwo\n'],
  ['with a lone carriage return', 'one\rtwo\r\n'],
  ['without line endings', 'one'],
  ['that is binary', Buffer.from('\x89PNG\r\n\x00\r\n', 'latin1')],
])('a file %s is not changed', (_what, content) => {
  expect(read(content)?.content).toEqual(Buffer.from(content));
});

test('a script is executable on Windows, which has no executable bits', () => {
  expect(read('#!/bin/sh\n', 'win32')?.executable).toBe(true);
  expect(read('echo\n', 'win32')?.executable).toBe(false);
});

test('a script is executable elsewhere only when its file is', () => {
  expect(read('#!/bin/sh\n')?.executable).toBe(false);
});
