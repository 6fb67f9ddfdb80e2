import { git, items, runGit } from './git.ts';

/** A file that git could not merge: the object ids of its versions. */
export interface Conflict {
  file: string;
  /** of the common ancestor, of the team, of the template */
  base?: ConflictSide;
  ours?: ConflictSide;
  theirs?: ConflictSide;
}

interface ConflictSide {
  mode: string;
  id: string;
}

/** The outcome of a merge. */
export interface Merge {
  /** the merged tree; conflicts are in its files, with markers */
  tree: string;
  conflicts: Conflict[];
  /** what git says of each conflict, in its words */
  messages: string[];
}

const sides = { 1: 'base', 2: 'ours', 3: 'theirs' } as const;

/**
 * Merges two commits with the engine of `git merge` (ort): renames, modes and deletions are merged as there. Nothing but
 * objects is written. The output format is that of `git merge-tree --write-tree -z` (git 2.38 and later).
 *
 * @param ours - the commit of the team
 * @param theirs - the commit of the template; both have one common ancestor
 */
export async function mergeCommits(dir: string, ours: string, theirs: string): Promise<Merge> {
  const args = [
    '-c',
    'merge.conflictStyle=merge',
    '-c',
    'merge.renames=true',
    '-c',
    'merge.renameLimit=5000',
  ];
  const { stdout } = await runGit(dir, [...args, 'merge-tree', '--write-tree', '-z', ours, theirs], {
    accept: [0, 1],
  });
  const [tree = '', ...rest] = items(stdout);
  const end = rest.indexOf('');
  const lines = end === -1 ? rest : rest.slice(0, end);
  return {
    tree,
    conflicts: conflictsOf(lines),
    messages: end === -1 ? [] : messagesOf(rest.slice(end + 1)),
  };
}

/** From lines such as "100644 <id> 2\t<path>". */
function conflictsOf(lines: readonly string[]): Conflict[] {
  const conflicts = new Map<string, Conflict>();
  for (const line of lines) {
    const tab = line.indexOf('\t');
    const file = line.slice(tab + 1);
    const [mode = '', id = '', stage] = line.slice(0, tab).split(' ');
    const conflict = conflicts.get(file) ?? { file };
    conflict[sides[Number(stage) as keyof typeof sides]] = { mode, id };
    conflicts.set(file, conflict);
  }
  return [...conflicts.values()];
}

/** From items of the form: number of paths, the paths, the type, the message. */
function messagesOf(rest: readonly string[]): string[] {
  const messages: string[] = [];
  let at = 0;
  while (at < rest.length) {
    const paths = Number(rest[at]);
    const type = rest[at + paths + 1] ?? '';
    const message = rest[at + paths + 2] ?? '';
    if (type.startsWith('CONFLICT')) messages.push(message.trim());
    at += paths + 3;
  }
  return messages;
}

/** The author and committer of the commits of the template. */
const identity = { name: 'Goldpath', email: 'goldpath@localhost' };

/**
 * Stores a commit of Goldpath. The same tree, parents and message result in the same commit.
 *
 * @param date - seconds since 1970
 */
export async function commitTree(
  dir: string,
  tree: string,
  { parents, message, date }: { parents: readonly string[]; message: string; date: string },
): Promise<string> {
  const env = {
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_AUTHOR_DATE: `${date} +0000`,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    GIT_COMMITTER_DATE: `${date} +0000`,
  };
  const given = parents.flatMap(parent => ['-p', parent]);
  return git(dir, ['-c', 'commit.gpgSign=false', 'commit-tree', tree, ...given, '-F', '-'], {
    env,
    input: message,
  });
}
