import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { mutate, type Mutation, requireMatches } from './mutations/mutation.ts';
import { failedPolicies } from './mutations/policies.ts';
import { reportOf } from './mutations/report.ts';
import { Results } from './mutations/results.ts';
import { failedTests } from './mutations/tests.ts';
import { root } from './root.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step, UsageError } from './setup/steps.ts';

const template = path.join(root, 'templates', 'prompt-library-service');
const program = path.join(template, 'skeleton', 'infra');

/** Changes that are tested together; the results are saved after each batch. */
const BATCH = 12;

/**
 * `npm run mutations [word]`: applies harmful changes to the infrastructure program of the template, one at a time, and
 * records the test or policy that detects each. Takes a quarter of an hour, continues a run of the same program that was
 * interrupted, and writes docs/infrastructure-mutations.md unless a word selects some of the changes. Exits with 1 when a
 * change is not detected.
 */
async function mutations(args: readonly string[]): Promise<void> {
  const word = onlyWord(args, 'npm run mutations [word]');
  const listed = parse(await readFile(path.join(template, 'infra-mutations.yaml'), 'utf8')) as Mutation[];
  const chosen = listed.filter(
    ({ file, before, after }) => !word || `${file} ${before} ${after}`.includes(word),
  );
  if (chosen.length === 0) {
    const files = [...new Set(listed.map(({ file }) => file))].sort().join(', ');
    throw new UsageError(`No mutation contains '${word}'. The files with mutations are: ${files}.`);
  }
  await requireMatches(listed, file => readFile(path.join(program, file), 'utf8'));
  await step('dependencies', progress => installDependencies('everything', progress));
  const results = await Results.open(path.join(root, '.cache', 'mutations.json'), program);
  await requireUnchangedPasses(results);
  await detectRemaining(chosen, results);
  const rows = chosen.map(mutation => ({ ...mutation, detectedBy: results.get(keyOf(mutation)) ?? [] }));
  if (!word) await writeFile(path.join(root, 'docs', 'infrastructure-mutations.md'), reportOf(rows));
  const undetected = rows.filter(row => row.detectedBy.length === 0);
  for (const { file, before, after } of undetected)
    process.stdout.write(`not detected: ${file}: ${before} -> ${after}\n`);
  process.stdout.write(`\n${rows.length - undetected.length} detected, ${undetected.length} not detected\n`);
  process.exitCode = undetected.length > 0 ? 1 : 0;
}

/** Identifies a change among the results. */
function keyOf(mutation: Mutation): string {
  return JSON.stringify(mutation);
}

/** Tests the changes without a result, in batches. */
async function detectRemaining(chosen: readonly Mutation[], results: Results): Promise<void> {
  const remaining = chosen.filter(mutation => !results.get(keyOf(mutation)));
  for (let first = 0; first < remaining.length; first += BATCH) {
    process.stderr.write(`· ${first} of ${remaining.length} changes\n`);
    const batch = remaining.slice(first, first + BATCH);
    const detected = await inFolder(folder => detect(folder, batch));
    await results.add(
      Object.fromEntries(batch.map((mutation, index) => [keyOf(mutation), detected[index] ?? []])),
    );
  }
}

/** @throws Error when a test or policy of the program without a change fails, since it would detect every change */
async function requireUnchangedPasses(results: Results): Promise<void> {
  if (results.get('unchanged')) return;
  process.stderr.write('· the program without a change\n');
  const problems = await inFolder(async folder => {
    const dir = await makeMutant(folder, 0);
    const found = [await failedPolicies([dir]), await failedTests(folder, await allTests(dir, folder))];
    return found.flatMap(names => names.get(dir) ?? []);
  });
  if (problems.length > 0)
    throw new Error(`The program without a change does not pass: ${problems.join(', ')}`);
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

/**
 * Returns the tests and policies that detect each change. The fastest ones run first; the others run only on changes that
 * have not been detected yet.
 */
async function detect(folder: string, batch: readonly Mutation[]): Promise<string[][]> {
  const mutants = await Promise.all(batch.map((mutation, index) => makeMutant(folder, index, mutation)));
  const found = new Map<string, string[]>();
  const undetected = () => mutants.filter(dir => (found.get(dir) ?? []).length === 0);
  const merge = (names: Map<string, string[]>) => {
    for (const [dir, added] of names) found.set(dir, [...(found.get(dir) ?? []), ...added]);
  };
  const inMutant = (dir: string) => (file: string) => path.join(path.relative(folder, dir), file);

  const beside = mutants.map((dir, index) => testsOf(batch[index]).map(inMutant(dir)));
  merge(await failedTests(folder, beside.flat()));
  merge(await failedPolicies(undetected()));
  merge(
    await failedTests(
      folder,
      undetected().map(dir => inMutant(dir)('architecture.test.ts')),
    ),
  );
  const all = await Promise.all(undetected().map(dir => allTests(dir, folder)));
  merge(await failedTests(folder, all.flat()));
  return mutants.map(dir => found.get(dir) ?? []);
}

/** The paths of the tests of a copy, relative to a folder. */
async function allTests(dir: string, folder: string): Promise<string[]> {
  const files = await readdir(dir);
  return files
    .filter(file => file.endsWith('.test.ts'))
    .map(file => path.join(path.relative(folder, dir), file));
}

/** The tests for the resources of a file. */
function testsOf(mutation: Mutation | undefined): string[] {
  if (!mutation) return [];
  return mutation.tests ?? [mutation.file.replace(/\.ts$/, '.test.ts')];
}

/** Copies the program into a separate repository, with a change or without one; the packages are shared. */
async function makeMutant(folder: string, index: number, mutation?: Mutation): Promise<string> {
  const repository = path.join(folder, String(index).padStart(3, '0'));
  const dir = path.join(repository, 'infra');
  await mkdir(dir, { recursive: true });
  // its tests read these folders too
  for (const beside of ['src', 'docs'])
    await symlink(path.join(template, 'skeleton', beside), path.join(repository, beside));
  await cp(program, dir, { recursive: true, filter: source => !source.includes('node_modules') });
  await symlink(path.join(program, 'node_modules'), path.join(dir, 'node_modules'));
  if (mutation) {
    const file = path.join(dir, mutation.file);
    await writeFile(file, mutate(await readFile(file, 'utf8'), mutation));
  }
  return dir;
}

mutations(process.argv.slice(2)).catch(exitOn);
