import type { Diagnostic } from '@goldpath/diagnostics';
import {
  MANIFEST_PATH,
  SKELETON_SAMPLE,
  skeletonAnswers,
  stampTree,
  type Template,
  unstampedFiles,
} from '@goldpath/template';
import { problem } from '../ring.ts';

/** Stamping with the answers of the skeleton must return the skeleton, byte for byte. */
export function identityProblems(template: Template): Diagnostic[] {
  const answers = skeletonAnswers(template);
  const stamped = stampTree(template, answers);
  const left = new Set(unstampedFiles(template.stamp.only, template.skeleton.keys(), answers));
  const changed = [...template.skeleton].filter(([file, { content }]) => {
    return !left.has(file) && !stamped.get(file)?.content.equals(content);
  });
  const added = [...stamped.keys()].filter(file => file !== MANIFEST_PATH && !template.skeleton.has(file));
  return [...changed.map(([file]) => file), ...added].map(file =>
    problem('identity', `skeleton/${file}`, {
      message: `Stamping with the answers in samples/${SKELETON_SAMPLE}.yaml changes skeleton/${file}.`,
      fix: `Make the values of the file and of samples/${SKELETON_SAMPLE}.yaml equal.`,
    }),
  );
}
