import { createHash } from 'node:crypto';
import type { Tree } from '@goldpath/files';
import { MANIFEST_PATH, stampTree, type Template } from '@goldpath/template';
import type { ReleaseRecord, Releases } from '@goldpath/upgrade';
import { ReleaseError } from './repository.ts';
import { isVersion } from './version.ts';

/**
 * Reads the text of a releases.json.
 *
 * @param text - empty when there is no such file
 * @param file - its path, for the error
 * @throws ReleaseError when it is not an object of versions
 */
export function parseReleases(text: string, file: string): Releases {
  if (text === '') return {};
  try {
    const releases = JSON.parse(text) as Releases;
    const wrong = Object.keys(releases).find(version => !isVersion(version));
    if (wrong === undefined) return releases;
    throw new SyntaxError(`"${wrong}" is not a version.`);
  } catch (error) {
    throw new ReleaseError(
      `${file} cannot be read: ${(error as Error).message} Restore it from the last release.`,
    );
  }
}

/** Returns the text of a releases.json with a release, the last one first. */
export function withRelease(releases: Releases, version: string, record: ReleaseRecord): string {
  return `${JSON.stringify({ [version]: record, ...releases }, null, 2)}\n`;
}

/** The digests of the files that each sample of a template is stamped into, by the name of the sample. */
export function sampleDigests(template: Template): Record<string, string> {
  return Object.fromEntries(
    template.samples.map(({ name, answers }) => [name, digestOf(stampTree(template, answers))]),
  );
}

/** SHA-256 (hex) of the stamped files. The manifest is left out: its format is that of the version of Goldpath. */
function digestOf(tree: Tree): string {
  const hash = createHash('sha256');
  const files = [...tree].filter(([file]) => file !== MANIFEST_PATH).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [file, { content, executable }] of files)
    hash.update(JSON.stringify([file, executable, content.length])).update(content);
  return hash.digest('hex');
}
