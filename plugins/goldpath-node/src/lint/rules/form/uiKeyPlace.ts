import type { LintRule, Report } from '../../rule.ts';
import { at, type Entry, type Located } from '../../source/located.ts';
import { formSchemas, STOPS } from './formSchemas.ts';

/** Keys below which a form looks for no `ui:` keys, though schemas stand there. */
const unread = [
  'definitions',
  '$defs',
  'patternProperties',
  'additionalProperties',
  'if',
  'not',
  'contains',
  'propertyNames',
];
/** What a form reads beside a schema, and not among the options of a field. */
const besideSchema = new Set([
  'ui:field',
  'ui:widget',
  'ui:options',
  'ui:order',
  'ui:autofocus',
  'ui:help',
  'ui:placeholder',
  'ui:disabled',
  'ui:readonly',
  'ui:title',
  'ui:description',
  'ui:enumNames',
]);

/** The looks of a field stand beside its schema. */
export const uiKeyPlace: LintRule = {
  id: 'ui-key-place',
  title: 'Keys with "ui:" stand beside the type of the field that they are about.',
  why: 'Elsewhere the form does not read them: the field is drawn as if they were not there.',
  severity: 'warning',
  example: {
    bad: 'parameters:\n  - title: Page\n    properties:\n      owner: { type: string, ui:options: { ui:field: OwnerPicker } }\n',
    good: 'parameters:\n  - title: Page\n    properties:\n      owner: { type: string, ui:field: OwnerPicker }\n',
  },
  check: ({ template: { pages } }) =>
    pages.flatMap(page => [...new Set(formSchemas(page).map(({ schema }) => schema))].flatMap(ofSchema)),
};

function ofSchema(schema: Located): Report[] {
  const options = [...(at(schema, 'ui:options')?.entries.values() ?? [])];
  return [
    ...[...(at(schema, 'properties')?.entries.values() ?? [])].flatMap(amongFields),
    ...options
      .filter(({ key }) => besideSchema.has(key))
      .map(entry => ({
        at: entry,
        message: `${entry.key} stands in ui:options, where the form does not read it.`,
        fix: 'Write it beside ui:options, or without "ui:" where it is an option.',
      })),
    ...unread
      .flatMap(key => uiKeysBelow(at(schema, key)))
      .map(entry => ({
        at: entry,
        message: `${entry.key} stands in a part of the schema in which the form looks for no looks.`,
        fix: 'Write it beside the field among the properties.',
      })),
  ];
}

function amongFields(entry: Entry): Report[] {
  const { key, value } = entry;
  if (!key.startsWith('ui:') || value.kind === 'map' || value.kind === 'unknown') return [];
  const stops = typeof value.value !== 'boolean';
  return [
    {
      at: entry,
      severity: stops ? 'error' : 'warning',
      message: `${key} stands among the fields and is taken for one.${stops ? ` ${STOPS}` : ''}`,
      fix: 'Write it beside "properties", or into the field that it is about.',
    },
  ];
}

function uiKeysBelow(node: Located | undefined): Entry[] {
  if (!node) return [];
  return [...node.entries.values()]
    .flatMap(entry => (/^ui:/.test(entry.key) ? [entry] : uiKeysBelow(entry.value)))
    .concat(node.items.flatMap(uiKeysBelow));
}
