import { git, isEndOfShallowHistory, releaseRef, RELEASES_FILE, tagOf } from '@goldpath/upgrade';
import { parseReleases } from './releaseRecords.ts';
import { ReleaseError, type Repository } from './repository.ts';
import { readPlainVersion } from './templateVersion.ts';
import { compareVersions, isVersion } from './version.ts';

/** A version of a template in the history of its repository. */
export interface Released {
  version: string;
  /** a tag, or the full hash of a commit */
  ref: string;
  /** whether the version was released; if not, its commit is the one that introduced the version in stamp.yaml */
  isReleased: boolean;
}

/**
 * Finds the last released version of a template: the highest one of the tags `<id>@<version>` and of releases.json in the history
 * of HEAD. When there is none, it is the commit that introduced the version in the committed stamp.yaml.
 *
 * @returns undefined when the template has never been committed
 * @throws ReleaseError when the history of a shallow clone ends before the version, or releases.json is not valid
 */
export async function lastRelease(id: string, repository: Repository): Promise<Released | undefined> {
  const { root, folder } = repository;
  if ((await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD'], { accept: [0, 1] })) === '')
    return undefined;
  const versions = [...(await taggedVersions(id, root)), ...(await recordedVersions(repository))];
  const version = versions.sort(compareVersions).at(-1);
  if (version === undefined) return introduction(repository);
  const ref = await releaseRef(root, { folder, id, version });
  if (ref === undefined) throw shallow(`release ${version}`);
  return { version, ref, isReleased: true };
}

async function taggedVersions(id: string, root: string): Promise<string[]> {
  const tags = await git(root, ['tag', '--merged', 'HEAD', '--list', tagOf(id, '*')]);
  return tags
    .split('\n')
    .map(tag => tag.slice(tagOf(id, '').length))
    .filter(isVersion);
}

async function recordedVersions({ root, folder }: Repository): Promise<string[]> {
  const file = `${folder}/${RELEASES_FILE}`;
  const text = await git(root, ['show', `HEAD:${file}`], { accept: [0, 128] });
  return Object.keys(parseReleases(text, file));
}

/** The commit since which stamp.yaml has the version that it has at HEAD. */
async function introduction({ root, folder }: Repository): Promise<Released | undefined> {
  const file = `${folder}/stamp.yaml`;
  const commits = (await git(root, ['log', '--format=%H', 'HEAD', '--', file])).split('\n').filter(Boolean);
  let found: Released | undefined;
  for (const ref of commits) {
    const text = await git(root, ['show', `${ref}:${file}`], { accept: [0, 128] });
    const version = readPlainVersion(text);
    if (version === undefined || (found && version !== found.version)) break;
    found = { version, ref, isReleased: false };
  }
  if (found && (await isEndOfShallowHistory(root, found.ref))) throw shallow(`version ${found.version}`);
  return found;
}

const shallow = (what: string) =>
  new ReleaseError(
    `The history of this shallow clone ends before ${what}; run "git fetch --unshallow --tags".`,
  );
