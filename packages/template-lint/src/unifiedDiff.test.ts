import { expect, test } from 'vitest';
import { unifiedDiff } from './unifiedDiff.ts';

const change = { file: 'a.yaml', before: 'a\r\nb\r\nc', after: 'a\r\nB\r\nc' };

test('a change is shown as a patch that keeps line endings', () => {
  expect(unifiedDiff(change)).toBe(
    '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,3 +1,3 @@\n a\r\n-b\r\n+B\r\n c\n\\ No newline at end of file\n',
  );
});

test('lines of a patch are colored on request', () => {
  expect(unifiedDiff(change, { color: true })).toContain('\u001b[31m-b');
});

test('an absolute path is shown relative to the root of the disk', () => {
  expect(unifiedDiff({ ...change, file: '/x/a.yaml' })).toMatch(/^--- a\/x\/a\.yaml\n/);
});
