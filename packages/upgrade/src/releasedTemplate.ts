import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Answers, readTemplate, type Template } from '@goldpath/template';
import { readBlobs } from './git/blobs.ts';
import { git, runGit } from './git/git.ts';
import { checkOutTree, readEntries } from './git/trees.ts';
import type { StampRelease } from './lastRender.ts';
import { releaseRef } from './releases.ts';
import { render } from './render.ts';

/**
 * Loads a released version of a template from the history of its repository: from its release (see {@link releaseRef}), otherwise,
 * for a version from before releases were recorded, from the last commit whose stamp.yaml has it.
 *
 * @param templates - the folder of the templates, such as templates/
 * @returns undefined when there is no such version, or today's reader does not accept it
 */
export async function releasedTemplate(
  templates: string,
  id: string,
  version: string,
): Promise<Template | undefined> {
  const { code, stdout } = await runGit(templates, ['rev-parse', '--show-prefix'], { accept: [0, 128] });
  if (code !== 0) return undefined;
  const folder = `${stdout.toString().trim()}${id}`;
  const root = await git(templates, ['rev-parse', '--show-toplevel']);
  const commit =
    (await releaseRef(root, { folder, id, version })) ?? (await lastCommitOf(root, folder, version));
  if (commit === undefined) return undefined;
  return templateAt(root, commit, folder);
}

/**
 * Loads a template as it was in a commit.
 *
 * @param root - the root of the repository
 * @param folder - the path of the template in the repository, with forward slashes
 * @returns undefined when the commit does not have it, or today's reader does not accept it
 */
export async function templateAt(
  root: string,
  commit: string,
  folder: string,
): Promise<Template | undefined> {
  const tree = await git(root, ['rev-parse', '--verify', '--quiet', `${commit}:${folder}`], {
    accept: [0, 1],
  });
  if (tree === '') return undefined;
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-release-'));
  try {
    await checkOutTree(root, tree, dir);
    return (await readTemplate(dir)).template;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function lastCommitOf(root: string, folder: string, version: string): Promise<string | undefined> {
  const log = await git(root, ['log', '--format=%H', 'HEAD', '--', folder]);
  for (const commit of log.split('\n').filter(Boolean)) {
    const file = `${folder}/stamp.yaml`;
    const entry = (await readEntries(root, commit, file)).get(file);
    if (!entry) continue;
    const text = (await readBlobs(root, [entry.id])).get(entry.id)?.toString() ?? '';
    const found =
      /^\s+version:\s*['"]?([^'"\s]+)/m.exec(text)?.[1] ?? /version:\s*([^\s},]+)/.exec(text)?.[1];
    if (found === version) return commit;
  }
  return undefined;
}

/**
 * Stamps released versions of templates with the answers of a service, for files whose last render is not in its history.
 *
 * @param templates - the folder of the templates
 */
export function releasedFiles(templates: string, answers: Answers): StampRelease {
  return async (id, version) => {
    const released = await releasedTemplate(templates, id, version);
    return released && render(released, answers).tree;
  };
}
