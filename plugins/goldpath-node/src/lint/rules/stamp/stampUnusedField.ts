import { compareWithForm, unusedFields } from '../../../template/stampSpec.ts';
import type { LintRule } from '../../rule.ts';
import type { StampFolder } from '../../template/stampFolder.ts';
import { changedExample, soundExample } from './example.ts';
import { EFFECT } from './faults.ts';

/** What the form asks goes somewhere. */
export const stampUnusedField: LintRule = {
  id: 'stamp-unused-field',
  title: 'Each field of the form has an edit in stamp.yaml, or is listed under publishing.',
  why: 'People answer a question and nothing comes of it. goldpath:stamp takes it for a forgotten edit and refuses the template.',
  severity: 'error',
  example: {
    bad: changedExample(
      'template.yaml',
      '        name: {',
      '        colour: { type: string }\n        name: {',
    ),
    good: soundExample(),
  },
  check({ stamped, template }) {
    if (!stamped?.spec?.root || !stamped.merged) return [];
    const { stamp, merged } = stamped;
    if (!isWhole(stamped)) return [];
    const misspelt = new Set(compareWithForm(stamp, merged).map(({ meant }) => meant));
    return unusedFields(stamp, merged)
      .filter(({ field }) => !misspelt.has(field))
      .flatMap(({ field, message }) => {
        const asked = template.parameters.fields.get(field);
        // there the eye is when a field was added; stamp.yaml has no line for what it lacks
        const at = asked?.properties.entries.get(field);
        const fix = `Say under answers in stamp.yaml where "${field}" goes, or list it under publishing there.`;
        return at ? [{ at, message: `${message}: ${EFFECT}`, fix }] : [];
      });
  },
};

/** Whether it can be told what stamp.yaml uses. */
function isWhole({ faults }: StampFolder): boolean {
  return !faults.some(({ path: [part, ...rest] }) => {
    return rest.length === 0 && part !== 'apiVersion' && part !== 'template';
  });
}
