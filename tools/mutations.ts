import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { mutate, type Mutation } from './mutations/mutation.ts';
import { failedPolicies } from './mutations/policies.ts';
import { reportOf } from './mutations/report.ts';
import { failedTests } from './mutations/tests.ts';
import { root } from './root.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step, UsageError } from './setup/steps.ts';

const template = path.join(root, 'templates', 'prompt-library-service');
const program = path.join(template, 'skeleton', 'infra');

/**
 * `npm run mutations [word]`: applies harmful changes to the infrastructure program of the template, one at a time, and
 * records the test or policy that detects each. Takes a quarter of an hour, and writes docs/infrastructure-mutations.md unless
 * a word selects some of the changes. Exits with 1 when a change is not detected.
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
  await step('dependencies', progress => installDependencies('everything', progress));
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-mutants-'));
  try {
    const detected = await detect(folder, chosen);
    const rows = chosen.map((mutation, index) => ({ ...mutation, detectedBy: detected[index] ?? [] }));
    const undetected = rows.filter(row => row.detectedBy.length === 0);
    if (!word) await writeFile(path.join(root, 'docs', 'infrastructure-mutations.md'), reportOf(rows));
    for (const { file, before, after } of undetected)
      process.stdout.write(`not detected: ${file}: ${before} -> ${after}\n`);
    process.stdout.write(
      `\n${rows.length - undetected.length} detected, ${undetected.length} not detected\n`,
    );
    process.exitCode = undetected.length > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Returns the tests and policies that detect each change. The fastest ones run first; the others run only on changes that
 * have not been detected yet.
 *
 * @throws Error when the program without a change does not pass
 */
async function detect(folder: string, chosen: readonly Mutation[]): Promise<string[][]> {
  const mutants = await Promise.all(chosen.map((mutation, index) => makeMutant(folder, index, mutation)));
  const unchanged = await makeMutant(folder, mutants.length);
  const found = new Map<string, string[]>();
  const detectedBy = (dir: string) => found.get(dir) ?? [];
  const undetected = () => mutants.filter(dir => detectedBy(dir).length === 0);

  const run = async (
    title: string,
    dirs: string[],
    detection: (dirs: string[]) => Promise<Map<string, string[]>>,
  ) => {
    process.stderr.write(`· ${title}: ${dirs.length} programs\n`);
    for (const [dir, names] of await detection(dirs)) found.set(dir, [...detectedBy(dir), ...names]);
  };
  const tests = (files: (dir: string) => string[]) => (dirs: string[]) =>
    failedTests(
      folder,
      dirs.flatMap(dir => files(dir).map(file => path.join(path.relative(folder, dir), file))),
    );

  await run(
    'tests beside the changed file',
    mutants,
    tests(dir => testsOf(chosen[mutants.indexOf(dir)])),
  );
  await run('policies', [...undetected(), unchanged], failedPolicies);
  await run(
    'tests of the whole program',
    undetected(),
    tests(() => ['architecture.test.ts']),
  );
  const all = (await readdir(program)).filter(file => file.endsWith('.test.ts'));
  await run(
    'all tests',
    [...undetected(), unchanged],
    tests(() => all),
  );
  const problems = detectedBy(unchanged);
  if (problems.length > 0)
    throw new Error(`The program without a change does not pass: ${problems.join(', ')}`);
  return mutants.map(detectedBy);
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
