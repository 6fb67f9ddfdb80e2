import { expect, test } from 'vitest';
import { diskProblem } from './diskProblem.mjs';

const failed = (code: string) => Object.assign(new Error(`${code}: it failed, mkdir '/a'`), { code });

test.each([
  ['ENOSPC', 'Free about 4 GB of disk'],
  ['EROFS', 'clone the repository into a folder of your own'],
  ['EACCES', 'Make this folder writable'],
])('%s is reported with what to do', (code, fix) => {
  expect(diskProblem(failed(code))).toMatch(new RegExp(`^${code}: it failed, mkdir '/a'\\. .*${fix}`));
});

test('a folder that cannot be created is reported with what to do', () => {
  expect(diskProblem(Object.assign(failed('ENOENT'), { syscall: 'mkdir' }))).toContain(
    'Make this folder writable',
  );
});

test('an error that the user cannot solve is left alone', () => {
  expect(diskProblem(failed('EBADF'))).toBeUndefined();
  expect(diskProblem(new TypeError('a is not a function'))).toBeUndefined();
});
