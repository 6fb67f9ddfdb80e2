import { expect, test } from 'vitest';
import { folderOf } from './testing/folder.ts';
import { listFiles } from './listFiles.ts';

const listed = async (files: Record<string, string>) =>
  (await listFiles(await folderOf(files))).map(file => file.path);

test('files are listed with posix paths, sorted', async () => {
  expect(await listed({ 'b.txt': '', 'a/c.txt': '', 'a/b/d.txt': '' })).toEqual([
    'a/b/d.txt',
    'a/c.txt',
    'b.txt',
  ]);
});

test('a .gitignore applies below its own folder only', async () => {
  const files = {
    'a/.gitignore': '*.log\n/only-here\n',
    'a/x.log': '',
    'a/b/y.log': '',
    'a/only-here': '',
    'z.log': '',
    'a/b/only-here': '',
  };
  expect(await listed(files)).toEqual(['a/.gitignore', 'a/b/only-here', 'z.log']);
});

test('an inner .gitignore can include what an outer one excludes', async () => {
  const files = {
    '.gitignore': '*.log\n',
    'a/.gitignore': '!kept.log\n',
    'a/kept.log': '',
    'a/lost.log': '',
  };
  expect(await listed(files)).toEqual(['.gitignore', 'a/.gitignore', 'a/kept.log']);
});

test('an excluded folder stays excluded', async () => {
  const files = { '.gitignore': 'dist/\n', 'dist/.gitignore': '!a.js\n', 'dist/a.js': '' };
  expect(await listed(files)).toEqual(['.gitignore']);
});

test('the files of git itself are not listed, at any depth', async () => {
  expect(await listed({ '.git/HEAD': '', 'a/.git': '', '.gitkeep': '' })).toEqual(['.gitkeep']);
});
