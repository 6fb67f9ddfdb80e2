import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { infraSuite } from './mutations/infraSuite.ts';
import { type Mutation, requireMatches } from './mutations/mutation.ts';
import { pipelineSuite } from './mutations/pipelineSuite.ts';
import { type Detected, reportOf } from './mutations/report.ts';
import { Results } from './mutations/results.ts';
import type { Suite } from './mutations/suite.ts';
import { root } from './root.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { installDependencies } from './setup/install.ts';
import { installProject } from './setup/projectPackages.ts';
import { exitOn, step, UsageError } from './setup/steps.ts';

const template = path.join(root, 'templates', 'prompt-library-service');
const suites = [infraSuite(template), pipelineSuite(root, template)];

/** Mutations that are tested together; the results are saved after each batch. */
const BATCH = 6;

/**
 * `npm run mutations [word]`: applies harmful changes to the infrastructure program and the pipeline of the template, one at
 * a time, and records the test or policy that detects each. Takes half an hour, continues a run of the same files that was
 * interrupted, and writes docs/infrastructure-mutations.md unless a word selects some of the changes. Exits with 1 when a
 * change is not detected.
 */
async function mutations(args: readonly string[]): Promise<void> {
  const word = onlyWord(args, 'npm run mutations [word]');
  const lists = await Promise.all(suites.map(listOf));
  const chosen = lists.map(list => list.filter(mutation => !word || textOf(mutation).includes(word)));
  if (chosen.every(list => list.length === 0)) throw noMutation(word, lists.flat());
  for (const [index, { base }] of suites.entries())
    await requireMatches(lists[index] ?? [], file => readFile(path.join(base, file), 'utf8'));
  await step('dependencies', progress => installDependencies('everything', progress));
  await step('packages of the template', () => installProject(path.join(template, 'skeleton', 'infra')));
  const tables = [];
  for (const [index, suite] of suites.entries()) {
    const rows = await run(suite, chosen[index] ?? []);
    tables.push({ title: suite.title, rows });
  }
  if (!word) await writeFile(path.join(root, 'docs', 'infrastructure-mutations.md'), reportOf(tables));
  summarize(tables.flatMap(({ rows }) => rows));
}

async function listOf({ list }: Suite): Promise<Mutation[]> {
  return parse(await readFile(list, 'utf8')) as Mutation[];
}

function textOf({ file, before, after }: Mutation): string {
  return `${file} ${before} ${after}`;
}

function noMutation(word: string | undefined, listed: readonly Mutation[]): UsageError {
  const files = [...new Set(listed.map(({ file }) => file))].sort().join(', ');
  return new UsageError(`No mutation contains '${word}'. The files with mutations are: ${files}.`);
}

/** Identifies a mutation among the results. */
function keyOf(mutation: Mutation): string {
  return JSON.stringify(mutation);
}

/** Tests the mutations of a suite that have no result yet, in batches. */
async function run(suite: Suite, chosen: readonly Mutation[]): Promise<Detected[]> {
  if (chosen.length === 0) return [];
  const saved = path.join(root, '.cache', 'mutations', `${suite.title.toLowerCase()}.json`);
  const results = await Results.open(saved, suite.folders);
  await requireUnchangedPasses(suite, results);
  const remaining = chosen.filter(mutation => !results.get(keyOf(mutation)));
  for (let first = 0; first < remaining.length; first += BATCH) {
    process.stderr.write(`· ${suite.title}: ${first} of ${remaining.length} changes\n`);
    const batch = remaining.slice(first, first + BATCH);
    const detected = await inFolder(folder => suite.detect(folder, batch));
    await results.add(
      Object.fromEntries(batch.map((mutation, index) => [keyOf(mutation), detected[index] ?? []])),
    );
  }
  return chosen.map(mutation => ({ ...mutation, detectedBy: results.get(keyOf(mutation)) ?? [] }));
}

/** @throws Error when a test or policy fails without a mutation, since it would detect every mutation */
async function requireUnchangedPasses(suite: Suite, results: Results): Promise<void> {
  if (results.get('unchanged')) return;
  process.stderr.write(`· ${suite.title}: without a change\n`);
  const all = await listOf(suite);
  const problems = await inFolder(folder => suite.failUnchanged(folder, all));
  if (problems.length > 0)
    throw new Error(`${suite.title}: these fail without a change: ${problems.join(', ')}`);
  await results.add({ unchanged: [] });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-mutants-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Prints the mutations that nothing detects, and sets the exit code. */
function summarize(rows: readonly Detected[]): void {
  const undetected = rows.filter(row => row.detectedBy.length === 0);
  for (const { file, before, after } of undetected)
    process.stdout.write(`not detected: ${file}: ${before} -> ${after}\n`);
  process.stdout.write(`\n${rows.length - undetected.length} detected, ${undetected.length} not detected\n`);
  process.exitCode = undetected.length > 0 ? 1 : 0;
}

mutations(process.argv.slice(2)).catch(exitOn);
