import path from 'node:path';
import { formErrors } from '../../../template/form.ts';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import { formOf, includesOf, type StampFolder, TEMPLATE_FILE } from '../../template/stampFolder.ts';
import { changedExample, soundExample } from './example.ts';
import { EFFECT, toReport } from './faults.ts';
import { keywordPlaces } from './keywordPlaces.ts';
import { secondDocument, unreadable } from './unreadable.ts';

/** stamp.yaml, and what stamping asks of template.yaml. */
export const stampSchema: LintRule = {
  id: 'stamp-schema',
  title: 'stamp.yaml, and the form that it works on, are as goldpath:stamp takes them.',
  why: 'goldpath:stamp judges both files before it stamps and refuses the template for anything that it does not know: nobody can create anything with it.',
  severity: 'error',
  example: {
    bad: changedExample('stamp.yaml', 'at: /name', 'att: /name'),
    good: soundExample(),
  },
  check: ({ stamped, template }) =>
    stamped ? [...ofSpec(stamped), ...ofName(template), ...ofForm(stamped)] : [],
};

function ofSpec({ spec, faults }: StampFolder): Report[] {
  if (!spec) return [];
  const { root } = spec;
  return [...unreadable(spec), ...(root ? faults.map(fault => toReport(root, fault)) : [])];
}

function ofName({ source, root }: LintContext['template']): Report[] {
  if (path.basename(source.path) === TEMPLATE_FILE) return [];
  const message = `goldpath:stamp reads the form from ${TEMPLATE_FILE}, which is not here: ${EFFECT}`;
  return [{ at: root, message, fix: `Call this file ${TEMPLATE_FILE}.` }];
}

function ofForm({ form: { root, second }, formFaults, merged }: StampFolder): Report[] {
  if (!root) return secondDocument(second);
  const pages = formOf(root);
  const included = includesOf(pages).map(entry => ({
    at: entry,
    message: `the portal follows ${entry.key} here, and goldpath:stamp, which reads ${TEMPLATE_FILE} as it lies, does not: it knows nothing of what is asked there`,
    fix: 'Write the included part here.',
  }));
  return [
    ...included,
    ...formFaults.map(fault => toReport(root, fault)),
    ...(merged ? formErrors(merged) : []).flatMap(({ message, word }) => {
      // a form that is no schema at all is nothing for the portal either
      if (message.startsWith('schema is invalid')) return [];
      const places = word === undefined ? [] : keywordPlaces(pages, word);
      return (places.length > 0 ? places : [pages ?? root]).map(at => ({
        at,
        message: `the form is none that goldpath:stamp takes, ${message}: ${EFFECT}`,
        fix: 'Use the keywords of JSON Schema, and names with "ui:" for the looks.',
      }));
    }),
  ];
}
