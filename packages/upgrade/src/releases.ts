import { git } from './git/git.ts';

/**
 * The file in the folder of a template that records its released versions. `goldpath release` writes it, so that a clone without
 * tags has the versions, too.
 */
export const RELEASES_FILE = 'releases.json';

/** A released version of a template, as it is recorded. */
export interface ReleaseRecord {
  /** as in 2026-11-29 */
  date: string;
  /** the digest of the stamped files by the name of the sample */
  samples: Record<string, string>;
}

/** The released versions of a template by version. */
export type Releases = Record<string, ReleaseRecord>;

/** The tag of a version of a template. */
export const tagOf = (id: string, version: string): string => `${id}@${version}`;

/**
 * Finds the commit of a released version: that of the tag `<id>@<version>`, otherwise the one that added the version to
 * `releases.json`.
 *
 * @param root - the root of the repository
 * @param folder - the path of the template in the repository, with forward slashes
 * @returns the tag, or the hash of a commit; undefined when neither is in the history of HEAD, or a shallow clone ends before it
 */
export async function releaseRef(
  root: string,
  { folder, id, version }: { folder: string; id: string; version: string },
): Promise<string | undefined> {
  const tag = tagOf(id, version);
  const tagged = ['rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`];
  if ((await git(root, tagged, { accept: [0, 1] })) !== '') return `refs/tags/${tag}`;
  const file = `${folder}/${RELEASES_FILE}`;
  const added = ['log', '--format=%H', `-S"${version}":`, 'HEAD', '--', file];
  // the oldest is the last of the log
  const commit = (await git(root, added, { accept: [0, 128] })).split('\n').at(-1) ?? '';
  if (commit === '' || (await isEndOfShallowHistory(root, commit))) return undefined;
  return commit;
}

/** Whether a clone has no commit before this one, although there is one: a version in it may be older. */
export async function isEndOfShallowHistory(root: string, commit: string): Promise<boolean> {
  if ((await git(root, ['rev-parse', '--is-shallow-repository'])) !== 'true') return false;
  return (await git(root, ['log', '--max-count=1', '--format=%P', commit])) === '';
}
