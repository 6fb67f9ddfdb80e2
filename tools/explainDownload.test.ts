import { expect, test } from 'vitest';
import { explainDownload } from './explainDownload.mjs';

test.each(['npm error code ENOTFOUND', 'YN0001: │ RequestError: connect ECONNREFUSED 127.0.0.1:9'])(
  'a missing connection is reported: %s',
  output => {
    expect(explainDownload(output, '')).toMatch(
      /^The package registry cannot be reached\. Check the connection/,
    );
  },
);

test('a full disk is reported', () => {
  expect(explainDownload('npm error code ENOSPC', '')).toMatch(/^The disk is full\. Free about 4 GB/);
});

test('any other failure is reported with the first error of the tool', () => {
  const output = '➤ YN0000: ┌ Resolution step\n➤ YN0028: │ The lockfile would have been modified';
  expect(explainDownload(output, '')).toContain('The lockfile would have been modified');
});
