import { expect, test } from 'vitest';
import { explainDownload, node24 } from './node24.mjs';

test('a Node 24 at hand is used as it is', async () => {
  expect(await node24()).toBe(process.execPath);
});

test.each(['npm error code ENOTFOUND', 'YN0001: │ RequestError: connect ECONNREFUSED 127.0.0.1:9'])(
  'no connection is said as that: %s',
  output => {
    expect(explainDownload(output, '')).toMatch(
      /^The package registry cannot be reached\. Check the connection/,
    );
  },
);

test('a full disk is said as that', () => {
  expect(explainDownload('npm error code ENOSPC', '')).toMatch(/^The disk is full\. Free about 4 GB/);
});

test('another failure is said in the words of the tool', () => {
  const output = '➤ YN0000: ┌ Resolution step\n➤ YN0028: │ The lockfile would have been modified';
  expect(explainDownload(output, '')).toContain('The lockfile would have been modified');
});
