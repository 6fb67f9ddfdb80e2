import { isRegular, type TreeEntry } from './git/trees.ts';
import { readBlobs, writeBlobs } from './git/blobs.ts';
import type { Conflict } from './git/mergeTree.ts';
import { mergeFile } from './merge/mergeFile.ts';

/** The result of the finer merge of a file that git left in conflict. */
export interface Resolution {
  file: string;
  outcome: 'merged' | 'kept' | 'stays-deleted' | 'conflict';
  /** what was done, or what has to be decided, for people */
  reason: string;
  /** the new entry of the tree; undefined removes the file */
  entry?: TreeEntry | undefined;
  /** the entry in the tree is already right */
  unchanged?: boolean;
}

/**
 * Merges what git left in conflict. A file that the team deleted stays deleted; one that the template no longer has and the
 * team changed is kept; other files are merged by key or by line.
 *
 */
export async function resolveConflicts(root: string, conflicts: readonly Conflict[]): Promise<Resolution[]> {
  const sides = conflicts.flatMap(({ base, ours, theirs }) => [base, ours, theirs]);
  const ids = sides.filter(side => side !== undefined).map(({ id }) => id);
  const contents = await readBlobs(root, ids);
  const resolutions: Resolution[] = [];
  for (const conflict of conflicts) resolutions.push(await resolve(root, conflict, contents));
  return resolutions;
}

async function resolve(
  root: string,
  { file, base, ours, theirs }: Conflict,
  contents: ReadonlyMap<string, Buffer>,
): Promise<Resolution> {
  const decided = decideDeletion({ file, base, ours, theirs });
  if (decided) return decided;
  if (!ours || !theirs || !isRegular(ours) || !isRegular(theirs)) return conflictOf(file);
  const content = (side: TreeEntry | undefined) => (side && contents.get(side.id)) ?? Buffer.alloc(0);
  const merged = mergeFile(file, { base: content(base), ours: content(ours), theirs: content(theirs) });
  if (!merged) {
    return { file, outcome: 'conflict', reason: 'both changed this binary file; yours is kept', entry: ours };
  }
  const [id = ''] = await writeBlobs(root, [Buffer.from(merged.text)]);
  const entry = { mode: mergedMode(base, ours, theirs), id };
  if (merged.conflicts === 0) return { file, outcome: 'merged', reason: 'both changed it', entry };
  const reason = base ? 'both changed the same lines' : 'its last render is not known, or both added it';
  return { file, outcome: 'conflict', reason, entry };
}

/** A file that one side deleted; undefined for others. */
function decideDeletion({ file, base, ours, theirs }: Conflict): Resolution | undefined {
  // git appends the commit to the name of a file that cannot have its own place
  if (/~[0-9a-f]{40,}$/.test(file)) return conflictOf(file);
  if (base && ours && !theirs) {
    const reason = 'the template no longer has it; kept, since you changed it';
    return { file, outcome: 'kept', reason, entry: ours };
  }
  if (base && !ours && theirs) {
    return {
      file,
      outcome: 'stays-deleted',
      reason: 'you deleted it; the template changed it',
      entry: undefined,
    };
  }
  return undefined;
}

function mergedMode(base: TreeEntry | undefined, ours: TreeEntry, theirs: TreeEntry): string {
  return ours.mode === base?.mode ? theirs.mode : ours.mode;
}

function conflictOf(file: string): Resolution {
  const reason = 'renamed, moved or replaced on both sides; git left its versions as they are';
  return { file, outcome: 'conflict', reason, unchanged: true };
}
