import { validateAnswers } from '../answers/validateAnswers.ts';
import { SKELETON_SAMPLE } from '../template.ts';
import { unreadable } from './fileProblems.ts';
import { formErrors } from './form.ts';
import type { SampleFile, TemplateFolder } from './templateFolder.ts';
import { fixOf, type TemplateProblem } from './templateProblem.ts';
import { placeOf } from './yamlFile.ts';

/** A sample is missing, cannot be read, or has answers that the form does not accept. */
export function sampleProblems({ spec, samples, merged }: TemplateFolder): TemplateProblem[] {
  if (!spec) return [];
  const problems = samples.flatMap(sample => unreadable(sample, 'stamp-sample'));
  if (samples.every(({ name }) => name !== SKELETON_SAMPLE)) {
    problems.unshift({
      rule: 'stamp-sample',
      at: { source: spec.source, start: spec.root?.start ?? 0 },
      message: `samples/${SKELETON_SAMPLE}.yaml is missing, so it is unknown which values of the skeleton are answers.`,
      fix: `Write samples/${SKELETON_SAMPLE}.yaml with the answers whose values are in the skeleton.`,
    });
  }
  // an unreadable stamp.yaml hides which answers may be left out
  if (!spec.root || !merged || formErrors(merged).length > 0) return problems;
  return [...problems, ...samples.flatMap(sample => refusedAnswers(sample, merged.schema))];
}

function refusedAnswers({ root }: SampleFile, answersSchema: { properties: object }): TemplateProblem[] {
  if (!root) return [];
  const isUnknown = (field: string) => !Object.hasOwn(answersSchema.properties, field);
  const problems = validateAnswers({ answersSchema }, root.value);
  const misspelled = new Set(
    problems.filter(({ field }) => isUnknown(field)).map(({ suggestion }) => suggestion),
  );
  return problems
    .filter(({ field }) => !misspelled.has(field) || root.entries.has(field))
    .map(({ field, message, suggestion }) => {
      const at = placeOf(root, [field], isUnknown(field));
      return {
        rule: 'stamp-sample',
        at,
        message: `The form does not accept this sample: ${field} ${message}.`,
        ...fixOf(at, 'Correct the answer.', suggestion),
      };
    });
}
