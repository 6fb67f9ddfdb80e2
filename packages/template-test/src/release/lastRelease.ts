import { git } from '@goldpath/upgrade';
import type { Repository } from './repository.ts';
import { readPlainVersion } from './templateVersion.ts';
import { compareVersions, isVersion } from './version.ts';

/** A version of a template in the history of its repository. */
export interface Released {
  version: string;
  /** a tag, or the full hash of a commit */
  ref: string;
  /** whether the version has a tag; without one, its commit is the one that introduced the version */
  isTagged: boolean;
}

/** The tag of a version of a template. */
export const tagOf = (id: string, version: string): string => `${id}@${version}`;

/**
 * Finds the last released version of a template: the highest tag `<id>@<version>`. Without a tag it is the commit that
 * introduced the version in the committed stamp.yaml.
 *
 * @returns undefined when the template has never been committed
 */
export async function lastRelease(id: string, repository: Repository): Promise<Released | undefined> {
  const tags = (await git(repository.root, ['tag', '--list', tagOf(id, '*')])).split('\n');
  const versions = tags.map(tag => tag.slice(tagOf(id, '').length)).filter(isVersion);
  const last = versions.sort(compareVersions).at(-1);
  if (last !== undefined) return { version: last, ref: tagOf(id, last), isTagged: true };
  return introduction(repository);
}

/** The commit since which stamp.yaml has the version that it has at HEAD. */
async function introduction({ root, folder }: Repository): Promise<Released | undefined> {
  const file = `${folder}/stamp.yaml`;
  const head = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD'], { accept: [0, 1] });
  if (head === '') return undefined;
  const commits = (await git(root, ['log', '--format=%H', 'HEAD', '--', file])).split('\n').filter(Boolean);
  let found: Released | undefined;
  for (const ref of commits) {
    const text = await git(root, ['show', `${ref}:${file}`], { accept: [0, 128] });
    const version = readPlainVersion(text);
    if (version === undefined || (found && version !== found.version)) break;
    found = { version, ref, isTagged: false };
  }
  return found;
}
