import { MANIFEST_PATH } from '@goldpath/template';
import { readBlobs, writeBlobs } from './git/blobs.ts';
import { git } from './git/git.ts';
import { commitTree, type Merge, mergeCommits } from './git/mergeTree.ts';
import {
  changeTree,
  isRegular,
  readEntries,
  storeTree,
  type TreeEntries,
  type TreeEntry,
} from './git/trees.ts';
import { firstModes, type LastRender } from './lastRender.ts';
import { mergeFile } from './merge/mergeFile.ts';
import { type Resolution, resolveConflicts } from './resolve.ts';
import type { Service } from './service.ts';
import type { TeamRender } from './teamFiles.ts';

/** A new render merged with the team's last commit. */
export interface MergedRender {
  /** the tree of the whole repository */
  tree: string;
  /** the commit of the new render, whose parent is that of the last one: its diff is what the template changed */
  render: string;
  /** the commit of the last render */
  base: string;
  /** the files of the new render */
  rendered: TreeEntries;
  /** what git left in conflict, and released files that the template changed */
  resolutions: Resolution[];
}

/** Whether a person has to decide something. */
export function hasConflicts(resolutions: readonly Resolution[]): boolean {
  return resolutions.some(({ outcome }) => outcome === 'conflict');
}

/**
 * Merges a new render into the team's last commit: a three-way merge by git whose base is the last render, and a finer one
 * of what git leaves in conflict. The manifest is the new one only when nothing is left in conflict. Objects are stored,
 * but no branch, index or file is changed.
 *
 * @param title - the message of the commit of the new render
 */
export async function mergeRender(
  service: Service,
  found: LastRender,
  next: TeamRender,
  title: string,
): Promise<MergedRender> {
  const { root, prefix, entries } = service;
  const rendered = await storeTree(root, next.tree, prefix);
  const last = { ...found, entries: await withFirstModes(service, found.entries, rendered) };
  const unchanged = [...next.kept, ...next.frozen].map(file => prefix + file);
  const merging = new Map([...rendered, ...unchanged.map(file => [file, last.entries.get(file)] as const)]);
  const { merge, render, base } = await mergeWithHead(service, last, merging, title);

  const manifest = prefix + MANIFEST_PATH;
  const resolved = await resolveConflicts(
    root,
    merge.conflicts.filter(({ file }) => file !== manifest),
  );
  const resolutions = [...resolved, ...next.frozen.map(file => keptMigration(prefix + file))];
  const changes = new Map<string, TreeEntry | undefined>(
    resolved.filter(({ unchanged }) => !unchanged).map(({ file, entry }) => [file, entry]),
  );
  for (const [file, entry] of await mergedByKey(service, last.entries, rendered, merge))
    changes.set(file, entry);
  changes.set(manifest, hasConflicts(resolutions) ? entries.get(manifest) : rendered.get(manifest));
  return { tree: await changeTree(root, merge.tree, changes), render, base, rendered, resolutions };
}

/** The last render with the modes that it had, where the new one has others. */
async function withFirstModes(
  service: Service,
  last: TreeEntries,
  rendered: TreeEntries,
): Promise<TreeEntries> {
  const doubtful = [...last].filter(
    ([file, { mode }]) => rendered.has(file) && rendered.get(file)?.mode !== mode,
  );
  return new Map([...last, ...(await firstModes(service, new Map(doubtful)))]);
}

/** Merges with synthetic commits, so that the base is the last render for any history. */
async function mergeWithHead(
  { root, head, prefix, entries, manifest: { template } }: Service,
  last: LastRender,
  rendered: ReadonlyMap<string, TreeEntry | undefined>,
  title: string,
): Promise<{ merge: Merge; render: string; base: string }> {
  const date = await git(root, ['show', '--no-patch', '--format=%ct', head]);
  const outside = [...entries].filter(([file]) => !file.startsWith(prefix));
  const commit = async (
    files: Iterable<readonly [string, TreeEntry | undefined]>,
    message: string,
    parents: string[],
  ) => {
    const tree = await changeTree(root, undefined, new Map([...outside, ...files]));
    return commitTree(root, tree, { parents, message, date });
  };
  const base = await commit(last.entries, `Last render of ${template.id} ${template.version}\n`, []);
  const render = await commit(rendered, title, [base]);
  const ours = await commit(entries, 'Last commit of the team\n', [base]);
  return { merge: await mergeCommits(root, ours, render), render, base };
}

/** A migration that a release changed: a service that has applied it would refuse to start. */
function keptMigration(file: string): Resolution {
  const reason = 'the template changed a released migration; yours is kept, since databases have applied it';
  return { file, outcome: 'kept', reason, unchanged: true };
}

/**
 * The JSON files that both sides changed and git merged by line, merged by key instead: git can leave a key twice that both
 * added. Files that cannot be merged by key are left as git merged them.
 */
async function mergedByKey(
  { root, entries }: Service,
  last: TreeEntries,
  rendered: TreeEntries,
  merge: Merge,
): Promise<Map<string, TreeEntry>> {
  const conflicting = new Set(merge.conflicts.map(({ file }) => file));
  const merged = new Map<string, TreeEntry>();
  const result = await readEntries(root, merge.tree);
  for (const [file, base] of last) {
    const ours = entries.get(file);
    const theirs = rendered.get(file);
    const entry = result.get(file);
    if (!file.endsWith('.json') || conflicting.has(file) || !entry || !ours || !theirs) continue;
    if (!isRegular(ours) || [ours.id, base.id].includes(theirs.id) || ours.id === base.id) continue;
    const contents = await readBlobs(root, [base.id, ours.id, theirs.id]);
    const [b, o, t] = [base, ours, theirs].map(({ id }) => contents.get(id) ?? Buffer.alloc(0));
    const byKey = mergeFile(file, { base: b as Buffer, ours: o as Buffer, theirs: t as Buffer });
    if (!byKey || byKey.conflicts > 0) continue;
    const [id = ''] = await writeBlobs(root, [Buffer.from(byKey.text)]);
    merged.set(file, { ...entry, id });
  }
  return merged;
}
