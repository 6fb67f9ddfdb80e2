import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_PATH } from '@goldpath/template';
import { git } from './git/git.ts';
import { readBlobs } from './git/blobs.ts';
import { readEntries } from './git/trees.ts';
import { openService, parseManifest, ServiceError } from './service.ts';

/**
 * Writes the manifest of an upgrade whose conflicts were resolved, into the working tree: the one of the newest render that
 * the history of the last commit has.
 *
 * @param dir - the folder of the service, on the branch of the upgrade or where it was merged
 * @returns the version that the service has now
 * @throws ServiceError when there is no such render, or a stamped file still has conflict markers
 */
export async function finishUpgrade(dir: string): Promise<string> {
  const service = await openService(dir);
  const { root, prefix } = service;
  const { id } = service.manifest.template;
  const commit = await lastRenderIn(root, id);
  const entry =
    commit === undefined ? undefined : (await readEntries(root, commit, prefix)).get(prefix + MANIFEST_PATH);
  if (!entry) {
    throw new ServiceError(`${dir}: the history has no upgrade of ${id}; check out its branch, or merge it.`);
  }
  const text = (await readBlobs(root, [entry.id])).get(entry.id)?.toString() ?? '';
  const manifest = parseManifest(text, dir);
  await refuseMarkers(dir, Object.keys(manifest.files));
  await writeFile(path.join(root, prefix, MANIFEST_PATH), text);
  return manifest.template.version;
}

/** The render that the newest upgrade in the history merged: merges come before their ancestors. */
async function lastRenderIn(root: string, id: string): Promise<string | undefined> {
  const subject = `--grep=${renderTitle(id, '')}`;
  const renders = await git(root, ['log', '--format=%H', '--fixed-strings', subject, 'HEAD']);
  const merges = await git(root, ['log', '--merges', '--topo-order', '--format=%P', 'HEAD']);
  const known = new Set(renders.split('\n'));
  return merges.split(/\s+/).find(parent => known.has(parent) && parent !== '');
}

/** The first line of the commit of a render. */
export function renderTitle(id: string, version: string): string {
  return `Render ${id} ${version}`;
}

async function refuseMarkers(dir: string, files: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const file of files) {
    const text = await readFile(path.join(dir, file), 'utf8').catch(() => '');
    const line = text.split('\n').findIndex(candidate => /^(<{7}|>{7}) /.test(candidate));
    if (line !== -1) found.push(`${path.join(dir, file)}:${line + 1}`);
  }
  if (found.length === 0) return;
  throw new ServiceError(`Resolve the conflict markers first, then finish again:\n${found.join('\n')}`);
}
