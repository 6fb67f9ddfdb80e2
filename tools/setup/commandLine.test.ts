import { expect, test } from 'vitest';
import { commandLine } from './commandLine.ts';

const command = ['/home/ada/my clone/node_modules/.bin/eslint', '--fix', 'a folder'];

test('a tool gets its arguments without a shell', () => {
  const [program, ...args] = command;
  expect(commandLine(command, 'linux')).toEqual({ program, args, shell: false });
});

test('on Windows, a path with spaces is one word for the shell', () => {
  expect(commandLine(command, 'win32')).toEqual({
    program: '"/home/ada/my clone/node_modules/.bin/eslint" "--fix" "a folder"',
    args: [],
    shell: true,
  });
});
