import type { Diagnostic } from '@goldpath/diagnostics';
import { SKELETON_SAMPLE, skeletonAnswers, stampTree, type Template } from '@goldpath/template';
import { problem } from '../ring.ts';
import { fieldsOf } from './arbitraryAnswers.ts';

/** Every edit must change its file with the answers of another sample; otherwise it is not tested, or is not needed. */
export function deadEdits(template: Template): Diagnostic[] {
  const sample = skeletonAnswers(template);
  const others = template.samples.filter(({ name }) => name !== SKELETON_SAMPLE);
  const trees = others.map(({ answers }) => ({ answers, tree: stampTree(template, answers) }));
  const schemas = fieldsOf(template);
  const fields = [...new Set(template.stamp.edits.map(({ answer }) => answer))].filter(
    field => !isConstant(schemas[field]),
  );
  const unchanged = fields.filter(field => others.every(({ answers }) => answers[field] === sample[field]));
  const inNoTree = template.stamp.edits
    .filter(({ answer }) => fields.includes(answer) && !unchanged.includes(answer))
    .filter(({ answer, file }) =>
      trees.every(({ answers, tree }) => answers[answer] === sample[answer] || !tree.has(file)),
    );
  return [
    ...unchanged.map(field =>
      problem('dead-edit', 'stamp.yaml', {
        message: `The edits of the answer ${field} are not tested: every sample has the value of the skeleton.`,
        fix: `Give ${field} another value in a sample of samples/.`,
      }),
    ),
    ...inNoTree.map(edit =>
      problem('dead-edit', 'stamp.yaml', {
        message: `The edit ${edit.path.join('.')} of ${edit.file} is not tested: no sample with another ${edit.answer} stamps this file.`,
        fix: 'Add a sample that stamps the file with another answer, or remove the edit.',
      }),
    ),
  ];
}

/** Whether a form accepts one answer only, so that no sample can have another. */
function isConstant({ const: only, enum: choices }: Record<string, unknown> = {}): boolean {
  return only !== undefined || (Array.isArray(choices) && choices.length === 1);
}
