import { expect, test } from 'vitest';
import { npmCommand } from './npmCommand.ts';

test.each([
  ['linux', { program: 'npm', args: ['run', 'test'], shell: false }],
  ['win32', { program: 'npm run test', args: [], shell: true }],
] as const)('on %s, no argument is passed to a shell', (platform, expected) => {
  expect(npmCommand(['run', 'test'], platform)).toEqual(expected);
});
