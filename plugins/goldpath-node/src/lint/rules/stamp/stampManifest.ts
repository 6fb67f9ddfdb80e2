import type { ErrorObject } from 'ajv';
import { parsePointer } from '../../../source/pointer.ts';
import { MANIFEST_PATH } from '../../../stamp/manifest.ts';
import { manifestErrors } from '../../../stamp/manifestErrors.ts';
import type { LintRule, Report } from '../../rule.ts';
import { placeOf, type PlainYaml, type StampFolder } from '../../template/stampFolder.ts';
import { soundExample } from './example.ts';

/** The manifest is stamped, and whole. */
export const stampManifest: LintRule = {
  id: 'stamp-manifest',
  title: 'Stamping writes the manifest, with the SHA-256 of each file that it manages.',
  why: 'A later version of the template compares each file with its hash to tell what was changed by hand. Without a sound hash it would overwrite such a change, or leave an old file for good.',
  severity: 'error',
  example: {
    bad: soundExample({ [`skeleton/${MANIFEST_PATH}`]: '{}\n' }),
    good: soundExample(),
  },
  check: ({ stamped, manifest }) => [
    ...(stamped ? ofSkeleton(stamped) : []),
    ...(manifest ? ofRepository(manifest) : []),
  ],
};

function ofSkeleton({ skeleton }: StampFolder): Report[] {
  const own = skeleton?.files.find(({ relative }) => relative === MANIFEST_PATH);
  if (!own) return [];
  const message = `the skeleton has a ${MANIFEST_PATH} of its own: stamping writes its own over it`;
  return [{ at: { source: own, start: 0 }, message, fix: 'Remove the file from the skeleton.' }];
}

function ofRepository({ root, problems }: PlainYaml): Report[] {
  if (!root) {
    return problems.map(({ place, message }) => ({
      at: place,
      message: `the manifest cannot be read, ${message}: nothing tells what was stamped here`,
      fix: 'Restore the file from the history; only goldpath writes it.',
    }));
  }
  return manifestErrors(root.value).map(error => {
    const keys = parsePointer(error.instancePath);
    return {
      at: placeOf(root, keys),
      message: sentence(keys, error),
      fix: 'Restore the file from the history; only goldpath writes it.',
    };
  });
}

function sentence(keys: string[], { keyword, params, message, data }: ErrorObject): string {
  const [part, file] = keys;
  if (part === 'files' && file !== undefined) {
    const what = data === null || data === '' ? 'has no hash' : 'has a hash that is no SHA-256';
    return `${file} is managed and ${what}: whether it was changed by hand cannot be told`;
  }
  const where = keys.length === 0 ? 'the manifest' : keys.join('.');
  return keyword === 'required' ? `${where} lacks "${params.missingProperty}"` : `${where} ${message}`;
}
