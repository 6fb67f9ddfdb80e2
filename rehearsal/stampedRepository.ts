import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';
import { root } from '../tools/root.mjs';
import { answers } from './answers.ts';

const { name, owner, description, region, size, nat, rollout } = answers;

/** The answers of the rehearsed service that every template asks for, with a repository that is not published. */
export const commonAnswers = { name, owner, description, region, size, nat, rollout, destination: 'local' };

/**
 * Stamps a service and commits it to `main`.
 *
 * @param folder - to write it in; replaced when it exists
 * @param template - its id
 * @param given - the answers
 * @throws Error with the output of the command line when the answers are not valid
 */
export async function stampRepository(
  folder: string,
  template: string,
  given: Record<string, string>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const file = `${folder}.yaml`;
  await writeFile(file, JSON.stringify(given));
  const cli = path.join(root, 'packages/cli/bin/goldpath.mjs');
  const args = [cli, 'stamp', template, '--answers', file, '--to', folder];
  await x(process.execPath, args, { throwOnError: true, nodeOptions: { cwd: root } });
  const ada = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  for (const command of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['add', '--all'],
    [...ada, 'commit', '--quiet', '--message', 'service: Create'],
  ])
    await x('git', command, { throwOnError: true, nodeOptions: { cwd: folder } });
}
