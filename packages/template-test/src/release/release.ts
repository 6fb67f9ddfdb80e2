import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Template } from '@goldpath/template';
import { git, RELEASES_FILE, tagOf } from '@goldpath/upgrade';
import { entryOf, withEntry } from './changelog.ts';
import { changeItems } from './describeChange.ts';
import { planRelease, type ReleasePlan } from './planRelease.ts';
import { parseReleases, sampleDigests, withRelease } from './releaseRecords.ts';
import { ReleaseError, type Repository, repositoryOf } from './repository.ts';
import { withVersion } from './templateVersion.ts';
import { isVersion } from './version.ts';

/** A release that can be made: nothing is written yet. */
export interface PreparedRelease {
  plan: ReleasePlan;
  tag: string;
  /** the new entry of the changelog */
  entry: string;
  /** the new contents of the template's files, by name */
  files: ReadonlyMap<string, string>;
}

/**
 * Works out the next version of a template, its entry in the changelog and its tag.
 *
 * @param options - `services` is a folder with stamped services; `date` is that of the entry, as in 2026-11-29
 * @throws ReleaseError when the working tree has changes, the tag exists, or there is nothing to release
 */
export async function prepareRelease(
  template: Template,
  { services, date }: { services?: string | undefined; date: string },
): Promise<PreparedRelease> {
  const repository = await repositoryOf(template.dir);
  await refuseDirty(repository);
  const plan = await planRelease(template, { services });
  const { from, change, version } = plan;
  if (!isVersion(version))
    throw new ReleaseError(
      `${version} cannot be released; set template.version in stamp.yaml to three numbers.`,
    );
  if (from?.isReleased && version === from.version)
    throw new ReleaseError(
      `${template.id} ${version} is released, and stamps the same files; there is nothing to release.`,
    );
  const tag = tagOf(template.id, version);
  if ((await git(repository.root, ['tag', '--list', tag])) !== '')
    throw new ReleaseError(`The tag ${tag} exists; set a higher template.version in stamp.yaml.`);
  const changelog = (await readOptional(path.join(template.dir, 'CHANGELOG.md'))) ?? '';
  const entry = entryOf(changelog, { version, date, items: change ? changeItems(change) : [] });
  const stampYaml = await readFile(path.join(template.dir, 'stamp.yaml'), 'utf8');
  const recorded = await readOptional(path.join(template.dir, RELEASES_FILE));
  const releases = parseReleases(recorded ?? '', path.join(template.dir, RELEASES_FILE));
  const files = new Map([
    [RELEASES_FILE, withRelease(releases, version, { date, samples: sampleDigests(template) })],
    ['stamp.yaml', withVersion(stampYaml, version)],
    ['CHANGELOG.md', withEntry(changelog, template.id, entry)],
  ]);
  return { plan, tag, entry, files };
}

async function refuseDirty({ root }: Repository): Promise<void> {
  const status = await git(root, ['status', '--porcelain']);
  const [first = ''] = status.split('\n');
  if (first !== '')
    throw new ReleaseError(
      `The working tree of ${root} has changes (${first.trim()}); commit or discard them first.`,
    );
}

/**
 * Makes a prepared release: writes the version and the entry, commits both, and tags the commit. When git refuses, the files
 * have their old contents again.
 *
 * @throws ReleaseError with git's own message
 */
export async function makeRelease(template: Template, { tag, plan, files }: PreparedRelease): Promise<void> {
  const repository = await repositoryOf(template.dir);
  // the rings may have run for minutes
  await refuseDirty(repository);
  const { root, folder } = repository;
  const head = await git(root, ['rev-parse', 'HEAD']);
  const paths = [...files.keys()].map(name => path.posix.join(folder, name));
  const message = `templates: Release ${template.id} ${plan.version}`;
  const before = await Promise.all(
    [...files.keys()].map(async name => [name, await readOptional(path.join(template.dir, name))] as const),
  );
  try {
    for (const [name, content] of files) await writeFile(path.join(template.dir, name), content);
    await git(root, ['add', '--', ...paths]);
    const isChanged = (await git(root, ['diff', '--cached', '--name-only'])) !== '';
    if (isChanged) await git(root, ['commit', '--quiet', `--message=${message}`, '--', ...paths]);
    await git(root, ['tag', '--annotate', `--message=${message}`, tag]);
  } catch (error) {
    await git(root, ['reset', '--quiet', '--soft', head]);
    await git(root, ['reset', '--quiet', '--', ...paths]);
    for (const [name, content] of before) await restore(path.join(template.dir, name), content);
    throw error;
  }
}

/** The content of a file; undefined when it does not exist. */
async function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function restore(file: string, content: string | undefined): Promise<void> {
  if (content === undefined) await rm(file, { force: true });
  else await writeFile(file, content);
}
