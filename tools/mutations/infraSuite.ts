import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { applyMutation, type Mutation } from './mutation.ts';
import { failedPolicies } from './policies.ts';
import type { Suite } from './suite.ts';
import { failedTests } from './tests.ts';

/** The mutations of the infrastructure program of a template, which its own tests and the policies detect. */
export function infraSuite(template: string): Suite {
  const skeleton = path.join(template, 'skeleton');
  const base = path.join(skeleton, 'infra');
  return {
    title: 'Infrastructure',
    list: path.join(template, 'infra-mutations.yaml'),
    base,
    folders: [base],
    detect: (folder, batch) => detect(skeleton, folder, batch),
    failUnchanged: async folder => {
      const dir = await makeMutant(skeleton, folder, 0);
      const found = [await failedPolicies([dir]), await failedTests(folder, await allTests(dir, folder))];
      return found.flatMap(names => names.get(dir) ?? []);
    },
  };
}

/** The fastest tests run first; the others run only on changes that have not been detected yet. */
async function detect(skeleton: string, folder: string, batch: readonly Mutation[]): Promise<string[][]> {
  const mutants = await Promise.all(
    batch.map((mutation, index) => makeMutant(skeleton, folder, index, mutation)),
  );
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
async function makeMutant(
  skeleton: string,
  folder: string,
  index: number,
  mutation?: Mutation,
): Promise<string> {
  const program = path.join(skeleton, 'infra');
  const repository = path.join(folder, String(index).padStart(3, '0'));
  const dir = path.join(repository, 'infra');
  await mkdir(dir, { recursive: true });
  // its tests read these too
  for (const beside of ['src', 'docs', 'Dockerfile'])
    await symlink(path.join(skeleton, beside), path.join(repository, beside));
  await cp(program, dir, { recursive: true, filter: source => !source.includes('node_modules') });
  await symlink(path.join(program, 'node_modules'), path.join(dir, 'node_modules'));
  if (mutation) await applyMutation(dir, mutation);
  return dir;
}
