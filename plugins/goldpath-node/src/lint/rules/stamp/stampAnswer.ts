import { compareWithForm } from '../../../template/stampSpec.ts';
import type { LintRule, Report } from '../../rule.ts';
import { at } from '../../source/located.ts';
import type { StampFolder } from '../../template/stampFolder.ts';
import { changedExample, soundExample } from './example.ts';
import { respell, toReport } from './faults.ts';
import { obviouslyMeant } from '../../../answers/nearest.ts';

/** The answers that stamp.yaml names are answers that the form gives. */
export const stampAnswer: LintRule = {
  id: 'stamp-answer',
  title: 'Each answer that stamp.yaml names is asked once by the form, and has one use.',
  why: 'An answer that nobody is asked for never arrives, and one that may be left out leaves nothing to write: goldpath:stamp refuses the template.',
  severity: 'error',
  example: {
    bad: changedExample('stamp.yaml', '  name:', '  nmae:'),
    good: soundExample(),
  },
  check({ stamped }) {
    if (!stamped) return [];
    const { spec, form, merged, stamp } = stamped;
    if (!spec?.root || !form.root || !merged) return [];
    const { root } = spec;
    const asked = form.root;
    return [
      ...merged.faults.map(fault => toReport(asked, fault)),
      ...compareWithForm(stamp, merged).map(fault => toReport(root, fault)),
      ...impossible(stamped),
    ];
  },
};

/** Files for an answer that is no choice of its field. */
function impossible({ stamp, merged, spec }: StampFolder): Report[] {
  return stamp.only.flatMap(({ answer, is, path }) => {
    const { enum: choices } = Object(merged?.schema.properties[answer]);
    const place = at(spec?.root, ...path, 'is');
    if (!Array.isArray(choices) || !place || choices.includes(is)) return [];
    const meant = typeof is === 'string' ? obviouslyMeant(is, choices.map(String)) : undefined;
    const message = `${JSON.stringify(is)} is no choice of "${answer}": these files are never stamped`;
    return [
      meant === undefined
        ? { at: place, message, fix: `Name one of ${choices.join(', ')}.` }
        : { at: place, message, fix: `Write "${meant}".`, edits: respell(place, meant) },
    ];
  });
}
