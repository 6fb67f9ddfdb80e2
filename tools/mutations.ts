import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';
import { type Mutation, mutate } from './mutations/mutation.ts';
import { failedPolicies } from './mutations/policies.ts';
import { reportOf } from './mutations/report.ts';
import { failedTests } from './mutations/tests.ts';
import { root } from './node24.mjs';

const template = path.join(root, 'templates', 'prompt-library-service');
const program = path.join(template, 'skeleton', 'infra');

/**
 * `npm run mutations [word]`: changes the infrastructure program of the template for the worse, one property at a time, and
 * sees which test or policy notices. Takes a quarter of an hour, and writes docs/infrastructure-mutations.md unless a word chose
 * some of the changes. Ends with 1 when one goes unnoticed.
 */
async function mutations(word?: string): Promise<void> {
  await step('dependencies', progress => installDependencies('everything', progress));
  const listed = parse(await readFile(path.join(template, 'infra-mutations.yaml'), 'utf8')) as Mutation[];
  const chosen = listed.filter(
    ({ file, before, after }) => !word || `${file} ${before} ${after}`.includes(word),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-mutants-'));
  try {
    const mutants = await Promise.all(chosen.map((mutation, index) => makeMutant(folder, mutation, index)));
    // unchanged, it has to be found sound
    const sound = await makeMutant(folder, undefined, mutants.length);
    const found = new Map<string, string[]>();
    const note = (more: Map<string, string[]>) => {
      for (const [dir, names] of more) found.set(dir, [...(found.get(dir) ?? []), ...names]);
    };
    const noticedBy = (dir: string) => found.get(dir) ?? [];
    const unnoticedYet = () => mutants.filter(dir => noticedBy(dir).length === 0);
    const say = (what: string, dirs: string[]) =>
      process.stderr.write(`· ${what}: ${dirs.length} programs\n`);
    const testsIn = (dirs: string[], files: (dir: string) => string[]) =>
      failedTests(
        folder,
        dirs.flatMap(dir => files(dir).map(file => path.join(path.relative(folder, dir), file))),
      );
    say('the tests beside each change', mutants);
    note(await testsIn(mutants, dir => testsOf(chosen[mutants.indexOf(dir)]!)));
    const judged = [...unnoticedYet(), sound];
    say('the policies, where these noticed nothing', judged);
    note(await failedPolicies(judged));
    say('the tests of the whole, where nobody noticed anything', unnoticedYet());
    note(await testsIn(unnoticedYet(), () => ['architecture.test.ts']));
    const left = [...unnoticedYet(), sound];
    say('all tests, for what is left', left);
    const all = (await readdir(program)).filter(file => file.endsWith('.test.ts'));
    note(await testsIn(left, () => all));
    const wrong = noticedBy(sound);
    if (wrong.length > 0) throw new Error(`The program as it is does not pass: ${wrong.join(', ')}`);
    const rows = mutants.map((dir, index) => ({ ...chosen[index]!, noticedBy: noticedBy(dir) }));
    const unnoticed = rows.filter(row => row.noticedBy.length === 0);
    if (!word) await writeFile(path.join(root, 'docs', 'infrastructure-mutations.md'), reportOf(rows));
    for (const { file, before, after } of unnoticed)
      process.stdout.write(`unnoticed: ${file}: ${before} -> ${after}\n`);
    process.stdout.write(`\n${rows.length - unnoticed.length} noticed, ${unnoticed.length} unnoticed\n`);
    process.exitCode = unnoticed.length > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The tests that look at what a file makes: all others are asked only when these notice nothing. */
function testsOf({ file, tests = [file.replace(/\.ts$/, '.test.ts')] }: Mutation): string[] {
  return tests;
}

/** A copy of the program with one change, or with none, in a repository of its own; its packages are the program's. */
async function makeMutant(folder: string, mutation: Mutation | undefined, index: number): Promise<string> {
  const repository = path.join(folder, String(index).padStart(3, '0'));
  const dir = path.join(repository, 'infra');
  await mkdir(dir, { recursive: true });
  // its tests look at what is beside it too
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

mutations(process.argv[2]).catch(exitOn);
