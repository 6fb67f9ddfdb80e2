import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadTemplate, portableNameProblem, SKELETON_SAMPLE, stampTree } from '@goldpath/template';
import { tinyTemplate } from '@goldpath/template/testing';
import { makeFolder } from '@goldpath/files/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../root.mjs';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-crlf-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Clones a repository as Git for Windows does by default. */
async function cloneWithCrlf(source: string, name: string): Promise<string> {
  const clone = path.join(folder, name);
  await run('git', ['clone', '--quiet', '-c', 'core.autocrlf=true', `file://${source}`, '--depth=1', clone]);
  return clone;
}

/** Makes the files of a folder the only commit of a repository. */
async function commitAll(cwd: string): Promise<void> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd });
  await run('git', ['add', '--all'], { cwd });
  await run('git', [...identity, 'commit', '--quiet', '--message=First'], { cwd });
}

/** The files that the checkout wrote with CRLF although git stores them with LF. */
async function converted(clone: string): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '--eol'], { cwd: clone, maxBuffer: 16e6 });
  return stdout.split('\n').filter(line => /^i\/lf\s+w\/(crlf|mixed)/.test(line));
}

test('a clone of this repository on Windows has LF', async () => {
  expect(await converted(await cloneWithCrlf(root, 'repository'))).toEqual([]);
});

test('every file of this repository can be checked out on Windows', async () => {
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 16e6 });
  const files = stdout.split('\0').filter(file => file !== '');
  const isPortable = (file: string) => !file.split('/').some(portableNameProblem);
  expect(files.filter(file => !isPortable(file))).toEqual([]);
  const byName = Map.groupBy(files, file => file.toLowerCase());
  expect([...byName.values()].filter(same => same.length > 1)).toEqual([]);
});

test('a clone of a stamped repository on Windows has LF', async () => {
  const source = path.join(folder, 'stamped');
  const skeleton = path.join(root, 'templates', 'prompt-library-service', 'skeleton');
  const isGenerated = (file: string) => /node_modules|dist$|\.cache/.test(path.relative(skeleton, file));
  await cp(skeleton, source, { recursive: true, filter: file => !isGenerated(file) });
  await commitAll(source);
  expect(await converted(await cloneWithCrlf(source, 'stamped-clone'))).toEqual([]);
});

test('a template without .gitattributes stamps the same from a clone on Windows', async () => {
  const source = await makeFolder(tinyTemplate);
  await commitAll(source);
  const clone = await cloneWithCrlf(source, 'tiny');
  expect(await readFile(path.join(clone, 'skeleton', 'README.md'), 'utf8')).toContain('\r\n');
  const stamp = async (dir: string) => {
    const template = await loadTemplate(dir);
    const { answers } = template.samples.find(({ name }) => name !== SKELETON_SAMPLE)!;
    return stampTree(template, { ...answers, destination: 'local' });
  };
  expect(await stamp(clone)).toEqual(await stamp(source));
  await rm(source, { recursive: true });
});
