import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LintFinding, MendableFinding } from './finding.ts';
import { fix } from './fix.ts';
import { lint } from './lint.ts';
import { writeExample } from './rules/examples.fixture.ts';
import { lintRules } from './rules/rules.ts';

const corpus = path.resolve(import.meta.dirname, '../../corpus/lint');

/** A copy of a faulty folder of the corpus. */
async function copyOf(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-fix-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(path.join(corpus, name, 'faulty'), folder, { recursive: true });
  return folder;
}

const rules = await readdir(corpus);
const names = await Promise.all(
  rules.map(async rule => (await readdir(path.join(corpus, rule))).map(name => `${rule}/${name}`)),
);
const faulty: [string, () => Promise<string>][] = [
  ...names.flat().map((name): [string, () => Promise<string>] => [name, () => copyOf(name)]),
  ...lintRules.map(({ id, example }): [string, () => Promise<string>] => [
    id,
    () => writeExample(example.bad),
  ]),
];

/** Every file of a folder, by path. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map(async file => [file, await readFile(file, 'latin1')]));
  return Object.fromEntries(texts);
}

const whatIsSaid = ({ rule, file, message }: LintFinding) => `${file} ${rule} ${message}`;
const isMendable = ({ edits }: MendableFinding) => !!edits && edits.length > 0;

describe.each(faulty)('%s', (_, faultyFolder) => {
  test('what can be mended is, and does not come back', async () => {
    const folder = await faultyFolder();
    const { left } = await fix(['.'], { folder });
    expect(left.findings.filter(isMendable)).toEqual([]);
    expect((await lint(['.'], { folder })).findings).toEqual(left.findings);
  });

  test('mending it again changes nothing', async () => {
    const folder = await faultyFolder();
    await fix(['.'], { folder });
    const once = await filesIn(folder);
    expect((await fix(['.'], { folder })).changes).toEqual([]);
    expect(await filesIn(folder)).toEqual(once);
  });

  test('mending it brings no fault that was not there', async () => {
    const folder = await faultyFolder();
    const before = (await lint(['.'], { folder })).findings.map(whatIsSaid);
    const { left } = await fix(['.'], { folder });
    expect(left.findings.map(whatIsSaid).filter(said => !before.includes(said))).toEqual([]);
  });
});
