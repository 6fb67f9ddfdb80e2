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
  return [...foreignWords(schema), ...foreignLimitsOf(schema)];
}

function foreignLimitsOf(schema: Located): Report[] {
  return FOREIGN_LIMITS.map(key => schema.entries.get(key) ?? at(schema, 'ui:options')?.entries.get(key))
    .filter(entry => entry !== undefined)
    .map(entry => ({
      at: entry,
      severity: 'warning',
      message: `The form does not read ${entry.key}.`,
      fix: 'Write pattern, enum or default, as JSON Schema names them.',
    }));
}

/** Words of other libraries, with the name in a form. */
const FOREIGN_WORDS: readonly (readonly [words: readonly string[], name: string, kind: Located['kind']])[] = [
  [['label', 'displayName'], 'title', 'scalar'],
  [['desc', 'hint', 'tooltip', 'helpText', 'helperText'], 'description', 'scalar'],
  [['options', 'choices', 'values', 'allowed'], 'enum', 'seq'],
];

/** `label: Name` of a field without a title. */
function foreignWords(schema: Located): Report[] {
  if (schema.entries.has('ui:widget') || schema.entries.has('oneOf')) return [];
  return FOREIGN_WORDS.filter(([, name]) => !schema.entries.has(name) && !schema.entries.has(`ui:${name}`))
    .flatMap(([words, name, kind]) => words.map(word => ({ entry: schema.entries.get(word), name, kind })))
    .flatMap(({ entry, name, kind }): Report[] => {
      if (entry?.value.kind !== kind) return [];
      return [
        {
          at: entry,
          severity: 'warning',
          message: `The form does not read ${entry.key}.`,
          fix: `Write ${name}.`,
        },
      ];
    });
}
