import { at, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';

/** Limits in the words of other libraries, which JSON Schema does not have. */
const FOREIGN_LIMITS = [
  'customFormats',
  'regex',
  'regexp',
  'validation',
  'validate',
  'allowedValues',
  'defaultValue',
];

/** The limits of a field that the form does not read. */
export function foreignLimits(schema: Located): Report[] {
  // a field extension may read them
  if (schema.entries.has('ui:field') || !schema.entries.has('type')) return [];
  return FOREIGN_LIMITS.map(key => schema.entries.get(key) ?? at(schema, 'ui:options')?.entries.get(key))
    .filter(entry => entry !== undefined)
    .map(entry => ({
      at: entry,
      severity: 'warning',
      message: `The form does not read ${entry.key}.`,
      fix: 'Write pattern, enum or default, as JSON Schema names them.',
    }));
}
