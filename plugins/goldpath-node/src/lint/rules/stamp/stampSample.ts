import { validateAnswers } from '../../../answers/validateAnswers.ts';
import { formErrors } from '../../../template/form.ts';
import { SKELETON_SAMPLE } from '../../../template/template.ts';
import type { LintRule, Report } from '../../rule.ts';
import { type StampSample, placeOf } from '../../template/stampFolder.ts';
import { soundExample } from './example.ts';
import { EFFECT, respell } from './faults.ts';
import { unreadable } from './unreadable.ts';

/** The samples are answers. */
export const stampSample: LintRule = {
  id: 'stamp-sample',
  title:
    'Each file of samples/ holds answers that the form takes, and samples/skeleton.yaml those of the skeleton.',
  why: 'The samples prove that the template works, and samples/skeleton.yaml tells which values of the skeleton are answers: goldpath:stamp refuses a template whose samples its own form refuses.',
  severity: 'error',
  example: {
    bad: soundExample({ 'samples/other.yaml': 'name: Parcel Desk\n' }),
    good: soundExample({ 'samples/other.yaml': 'name: parcel-desk\n' }),
  },
  check({ stamped }) {
    if (!stamped?.spec) return [];
    const { samples, merged, spec } = stamped;
    const isMissing = samples.every(({ name }) => name !== SKELETON_SAMPLE);
    const missing = {
      at: { source: spec.source, start: spec.root?.start ?? 0 },
      message: `samples/${SKELETON_SAMPLE}.yaml is missing, so nothing tells which values of the skeleton are answers: ${EFFECT}`,
      fix: `Write samples/${SKELETON_SAMPLE}.yaml with the answers whose values stand in the skeleton.`,
    };
    const schema = merged && formErrors(merged).length === 0 ? merged.schema : undefined;
    return [
      ...(isMissing ? [missing] : []),
      ...samples.flatMap(unreadable),
      ...(schema ? samples.flatMap(sample => refused(sample, schema)) : []),
    ];
  },
};

function refused({ root }: StampSample, answersSchema: object): Report[] {
  if (!root) return [];
  const problems = validateAnswers({ answersSchema }, root.value);
  // what is only spelt in another way is told once
  const misspelt = new Set(
    problems
      .filter(({ field, meant }) => isUnknown(answersSchema, field) && meant !== undefined)
      .map(({ meant }) => meant),
  );
  return problems
    .filter(({ field }) => !misspelt.has(field) || root.entries.has(field))
    .map(({ field, message, meant }) => {
      const at = placeOf(root, [field], isUnknown(answersSchema, field));
      return {
        at,
        message: `"${field}" ${message}; the form refuses this sample, and with it ${EFFECT}`,
        ...(meant === undefined
          ? { fix: 'Correct the answer.' }
          : { fix: `Write "${meant}".`, edits: respell(at, meant) }),
      };
    });
}

function isUnknown(answersSchema: object, field: string): boolean {
  return !Object.hasOwn((answersSchema as { properties: object }).properties, field);
}
