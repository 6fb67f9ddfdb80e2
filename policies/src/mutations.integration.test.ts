import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { ResourceGraph } from '@goldpath/program';
import { executeShared } from '@goldpath/program/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { checkGraph } from './check.ts';
import { rules } from './rules.ts';

interface Replacement {
  before: string;
  after: string;
}

interface Mutation extends Replacement {
  file: string;
  rule: string;
  /** the file of the finding, where it is another one */
  in?: string;
  /** a part of the line of the finding */
  at: string;
  /** another change in the same file that the first one requires */
  and?: Replacement;
}

const corpus = path.join(import.meta.dirname, '../corpus');
const template = path.join(import.meta.dirname, '../../templates/prompt-library-service/skeleton/infra');
const folderOf = (program: string) => (program === 'template' ? template : path.join(corpus, program));

const programs = parse(await readFile(path.join(corpus, 'mutations.yaml'), 'utf8')) as Record<
  string,
  Mutation[]
>;

async function failuresOf(dir: string): Promise<Diagnostic[]> {
  const root = await realpath(dir);
  const runs = await executeShared(root);
  return runs
    .flatMap(({ resources }) => checkGraph(new ResourceGraph(resources), root))
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unverifiable');
}

async function mutated(program: string, { file, and, ...first }: Mutation): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-mutant-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(folderOf(program), dir, { recursive: true, filter: source => !source.includes('node_modules') });
  let source = await readFile(path.join(dir, file), 'utf8');
  for (const { before, after } of and ? [first, and] : [first]) {
    // a change that matches never, or more than once, proves nothing
    expect(source.split(before)).toHaveLength(2);
    source = source.replace(before, () => after);
  }
  await writeFile(path.join(dir, file), source);
  return dir;
}

describe.each(Object.entries(programs))('the program %s', (program, mutations) => {
  test('is valid', async () => {
    expect(await failuresOf(folderOf(program))).toEqual([]);
  });

  test.each(mutations)('with "$after" is reported by $rule', async mutation => {
    const dir = await mutated(program, mutation);
    const file = mutation.in ?? mutation.file;
    const lines = (await readFile(path.join(dir, file), 'utf8')).split('\n');
    const line = lines.findIndex(text => text.includes(mutation.at)) + 1;
    const reported = (await failuresOf(dir)).map(({ rule, location }) => ({ rule, ...location }));
    expect(reported).toContainEqual({ rule: mutation.rule, file, line });
  });
});

test.each(rules)('$id has a mutation', ({ id }) => {
  const reporting = Object.values(programs).flatMap(mutations => mutations.map(({ rule }) => rule));
  expect(reporting).toContain(id);
});
