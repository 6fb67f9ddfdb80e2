import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { replacedBase, sharedLibraries } from './baseImage.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test('a pinned Node 24 on Alpine can be replaced', () => {
  expect(replacedBase(`# a comment\nFROM node:24.21.0-alpine3.24@${digest} AS node\nFROM node\n`)).toBe(
    `node:24.21.0-alpine3.24@${digest}`,
  );
});

test.each([
  ['another Node', `node:22-alpine@${digest}`],
  ['another system', `node:24-slim@${digest}`],
  ['another image', `nginx:1.30-alpine@${digest}`],
  ['an image without a digest', 'node:24-alpine'],
])('%s cannot be replaced, and the message names it', (_, base) => {
  expect(() => replacedBase(`FROM ${base}\n`)).toThrow(`The base image of the Dockerfile is ${base}.`);
});

test('a file without FROM is reported', () => {
  expect(() => replacedBase('')).toThrow('The Dockerfile has no FROM.');
});

test("the base image of the service's Dockerfile can be replaced", async () => {
  const dockerfile = path.join(root, 'templates/prompt-library-service/skeleton/Dockerfile');
  expect(replacedBase(await readFile(dockerfile, 'utf8'))).toMatch(/^node:24/);
});

test('the libraries of a program include the loader and not the one of the kernel', () => {
  const ldd = `
	linux-vdso.so.1 (0x00007ffd9b5f2000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f2c3b09e000)
	libmissing.so => not found
	/lib64/ld-linux-x86-64.so.2 (0x00007f2c3b0b7000)
`;
  expect(sharedLibraries(ldd)).toEqual(['/lib/x86_64-linux-gnu/libdl.so.2', '/lib64/ld-linux-x86-64.so.2']);
});

test('a statically linked program has no libraries', () => {
  expect(sharedLibraries('	statically linked\n')).toEqual([]);
});
