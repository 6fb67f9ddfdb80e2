import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Files, folderOf } from '@goldpath/files/testing';
import { writeTree } from '@goldpath/files';
import { type Answers, loadTemplate, stampTree, type Template } from '@goldpath/template';
import { tinyTemplate } from '@goldpath/template/testing';
import { git, runGit } from '../git/git.ts';

/** The answers of the services in the tests. */
export const answers: Answers = {
  name: 'orders',
  owner: 'the orders team',
  replicas: 2,
  destination: 'local',
};

/**
 * A version of a small template, with changed files.
 *
 * @param version - such as 1.1.0
 * @param files - contents of the skeleton's files; null removes one
 * @param once - the files that belong to the team
 */
export async function templateVersion(
  version: string,
  files: Files = {},
  once: readonly string[] = [],
): Promise<Template> {
  const skeleton = Object.entries(files).map(([file, content]) => [`skeleton/${file}`, content] as const);
  const dir = await folderOf({
    ...tinyTemplate,
    'stamp.yaml': `${tinyTemplate['stamp.yaml'].replace('1.2.3', version)}once: ${JSON.stringify(once)}\n`,
    ...Object.fromEntries(skeleton),
  });
  return loadTemplate(dir);
}

/** A service in a git repository of its team. */
export interface Team {
  dir: string;
  /** writes files (null deletes one) and commits everything */
  commit: (files?: Files) => Promise<void>;
  git: (...args: string[]) => Promise<string>;
  /** the content of a file on a branch */
  show: (branch: string | undefined, file: string) => Promise<string>;
}

/**
 * Stamps a service from a template and commits it.
 *
 * @param folder - the folder of the service in its repository; the root without it
 */
export async function stampedTeam(template: Template, folder = '', given = answers): Promise<Team> {
  const root = await folderOf();
  const dir = path.join(root, folder);
  const run = (...args: string[]) => git(root, args);
  await run('init', '--quiet', '--template=', '--initial-branch=main');
  await run('config', 'user.name', 'Ada');
  await run('config', 'user.email', 'ada@example.com');
  const stamped = path.join(root, '.git', 'stamped');
  await writeTree(stampTree(template, given), stamped);
  await mkdir(dir, { recursive: true });
  await cp(stamped, dir, { recursive: true });
  const commit = async (files: Files = {}) => {
    for (const [file, content] of Object.entries(files)) {
      const to = path.join(dir, file);
      await (content === null ? rm(to) : mkdir(path.dirname(to), { recursive: true }));
      if (content !== null) await writeFile(to, content);
    }
    await run('add', '--all', '--force');
    await run('commit', '--quiet', '--allow-empty', '--message=Change');
  };
  await commit();
  const show = async (branch: string | undefined, file: string) => {
    const { stdout } = await runGit(root, ['show', `${branch ?? 'HEAD'}:${path.posix.join(folder, file)}`]);
    return stdout.toString();
  };
  return { dir, commit, git: run, show };
}
