import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { applyMutation, type Mutation } from './mutation.ts';
import type { Suite } from './suite.ts';
import { failedTests } from './tests.ts';

const TESTS = path.join('tools', 'workflows');

/** The parts of the skeleton that the pipeline's tests read. */
const READ = ['.github', 'deploy', 'docs', 'infra'];

/** The mutations of the pipeline of a template, which the tests in tools/workflows detect. */
export function pipelineSuite(root: string, template: string): Suite {
  const base = path.join(template, 'skeleton');
  const workflows = path.join('.github', 'workflows');
  return {
    title: 'Pipeline',
    list: path.join(template, 'pipeline-mutations.yaml'),
    base,
    folders: [
      ...[workflows, path.join('.github', 'actions', 'stage'), 'deploy', 'docs', 'infra'].map(name =>
        path.join(base, name),
      ),
      path.join(root, workflows),
      path.join(root, TESTS),
    ],
    detect: async (folder, batch) => {
      const mutants = await Promise.all(
        batch.map((mutation, index) => makeMutant(root, base, folder, index, mutation)),
      );
      const files = batch.flatMap(({ tests = [] }, index) => tests.map(test => pathOf(index, test)));
      const found = await failedTests(folder, files);
      return mutants.map(dir => found.get(path.join(dir, TESTS)) ?? []);
    },
    failUnchanged: async (folder, mutations) => {
      const dir = await makeMutant(root, base, folder, 0);
      const tests = new Set(mutations.flatMap(mutation => mutation.tests ?? []));
      const found = await failedTests(
        folder,
        [...tests].map(test => pathOf(0, test)),
      );
      return found.get(path.join(dir, TESTS)) ?? [];
    },
  };
}

function pathOf(index: number, test: string): string {
  return path.join(nameOf(index), TESTS, test);
}

function nameOf(index: number): string {
  return String(index).padStart(3, '0');
}

/** Copies the tests and what they read, with a change or without one; everything else is shared. */
async function makeMutant(
  root: string,
  skeleton: string,
  folder: string,
  index: number,
  mutation?: Mutation,
): Promise<string> {
  const copy = path.join(folder, nameOf(index));
  const copyOfSkeleton = path.join(copy, path.relative(root, skeleton));
  await mkdir(copyOfSkeleton, { recursive: true });
  await mkdir(path.join(copy, TESTS), { recursive: true });
  await cp(path.join(root, TESTS), path.join(copy, TESTS), { recursive: true });
  await cp(path.join(root, 'tools', 'root.mjs'), path.join(copy, 'tools', 'root.mjs'));
  for (const shared of ['.github', 'node_modules', 'package.json'])
    await symlink(path.join(root, shared), path.join(copy, shared));
  for (const name of await readdir(skeleton)) {
    const [from, to] = [path.join(skeleton, name), path.join(copyOfSkeleton, name)];
    if (READ.includes(name))
      await cp(from, to, { recursive: true, filter: source => !source.includes('node_modules') });
    else await symlink(from, to);
  }
  await symlink(
    path.join(skeleton, 'infra', 'node_modules'),
    path.join(copyOfSkeleton, 'infra', 'node_modules'),
  );
  if (mutation) await applyMutation(copyOfSkeleton, mutation);
  return copy;
}
