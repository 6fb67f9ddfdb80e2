import type { SchemaProblem } from '@goldpath/diagnostics';
import { MANIFEST_PATH, manifestProblems, placeOf, type PlainYaml } from '@goldpath/template';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import { validExample } from './example.ts';

const restore = 'Restore the file from the history of the repository; only goldpath writes it.';

/** The manifest is written by stamping, and complete. */
export const stampManifest: LintRule = {
  id: 'stamp-manifest',
  title: 'Stamping writes the manifest, with the SHA-256 of each managed file.',
  why: 'A later version of the template compares each file with its hash to find manual changes. Without a valid hash it would overwrite a change, or keep an old file forever.',
  severity: 'error',
  example: {
    incorrect: validExample({ [`skeleton/${MANIFEST_PATH}`]: '{}\n' }),
    correct: validExample(),
  },
  *check({ stamped, manifest }) {
    yield* ofSkeleton(stamped);
    if (manifest) yield* ofRepository(manifest);
  },
};

function ofSkeleton(stamped: LintContext['stamped']): Report[] {
  const own = stamped?.skeleton?.files.find(({ relative }) => relative === MANIFEST_PATH);
  if (!own) return [];
  const message = `The skeleton has its own ${MANIFEST_PATH}, which stamping overwrites.`;
  return [{ at: { source: own, start: 0 }, message, fix: 'Remove the file from the skeleton.' }];
}

function ofRepository({ root, problems }: PlainYaml): Report[] {
  if (!root) {
    return problems.map(({ place, message }) => ({
      at: place,
      message: `The manifest cannot be read: ${message}.`,
      fix: restore,
    }));
  }
  return manifestProblems(root.value).map(problem => ({
    at: placeOf(root, problem.path),
    message: sentence(problem),
    fix: restore,
  }));
}

function sentence({ path, message }: SchemaProblem): string {
  const [part, file] = path;
  if (part === 'files' && file !== undefined)
    return `The managed file ${file} has no valid SHA-256, so manual changes cannot be detected.`;
  return `${path.length === 0 ? 'The manifest' : path.join('.')} ${message}.`;
}
