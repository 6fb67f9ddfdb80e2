import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CompletePreview } from '@goldpath/preview';
import { tinyTemplate } from '@goldpath/template/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const binary = path.resolve(import.meta.dirname, '../../bin/goldpath.mjs');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-preview-cli-'));
  const files = { ...tinyTemplate, '../answers.yaml': 'name: orders\n' };
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, 'tiny', file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function preview(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    const options = { cwd: folder, env: { ...process.env, DEBUG: '', TMPDIR: folder, ...env } };
    execFile(process.execPath, [binary, 'preview', ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

test('preview --json has all parts, and writes nothing', async () => {
  const before = await readdir(folder);
  const { code, stdout, stderr } = await preview(['tiny', '--answers', 'answers.yaml', '--json']);
  // the tiny template has no pipeline and no infrastructure, which its check reports
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const { files, infrastructure, checks, texts } = JSON.parse(stdout) as CompletePreview;
  expect(files.assumed.sort()).toEqual(['owner', 'replicas']);
  expect(texts['README.md']).toBe('# orders\n\norders is by the sample team.\n');
  expect(infrastructure.stages).toEqual([]);
  expect(checks.blocks).toBe(true);
  expect(await readdir(folder)).toEqual(before);
});

test('preview --open writes a page and opens it in the browser', async () => {
  const browser = path.join(folder, 'browser');
  await writeFile(browser, '#!/bin/sh\ncp "$1" opened.html.part && mv opened.html.part opened.html\n');
  await chmod(browser, 0o755);
  const { stdout } = await preview(['tiny', '--answers', 'answers.yaml', '--open'], { BROWSER: browser });
  const page = /^Wrote (\S+)$/m.exec(stdout)?.[1] ?? '';
  expect(await readFile(page, 'utf8')).toContain('<title>Preview of Tiny service 1.2.3</title>');
  await expect.poll(() => readdir(folder), { timeout: 120_000 }).toContain('opened.html');
});
