import { expect, test } from 'vitest';
import { portableNameProblem } from './portableName.ts';

test.each([
  ...['con', 'prn', 'aux', 'nul', 'com0', 'com1', 'com9', 'lpt1', 'lpt9', 'COM1', 'Nul'],
  ...['com¹', 'lpt³', 'conin$', 'conout$', 'nul.txt', 'nul.tar.gz', 'aux .js', 'con '],
])('the device %j is rejected', name => {
  expect(portableNameProblem(name)).toContain('which Windows reserves for a device');
});

test.each(['a:b', 'a?', 'a*b', 'a"b', 'a<b', 'a>b', 'a|b', 'a\\b', 'a/b', 'a\tb'])(
  'the characters of %j are rejected',
  name => {
    expect(portableNameProblem(name)).toContain('which Windows does not allow in names');
  },
);

test.each(['desk.', 'desk ', '..'])('%j, which Windows shortens, is rejected', name => {
  expect(portableNameProblem(name)).toBe('ends with a dot or a space, which Windows removes from names');
});

test.each([
  'desk',
  'console',
  'com',
  'com10',
  'lpt',
  'auxiliary',
  'null',
  'my-nul',
  'nul-desk',
  '.github',
  '한글',
])('%j is accepted', name => {
  expect(portableNameProblem(name)).toBeUndefined();
});
