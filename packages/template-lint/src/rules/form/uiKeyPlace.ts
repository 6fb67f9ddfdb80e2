import { at, certainMatch, type Entry, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { FORM_FAILS, schemasOf } from './formSchemas.ts';
import { optionsOfFields } from './optionsOfFields.ts';
import { reviewReports } from './reviewReports.ts';

/** Keys with schemas in which the form reads no `ui:` keys. */
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
/** Keys that the form reads beside a schema, and not in its `ui:options`. */
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

/** The `ui:` keys of a field are beside its type. */
export const uiKeyPlace: LintRule = {
  id: 'ui-key-place',
  title: 'Keys with the prefix "ui:" are beside the type of their field.',
  why: 'The form ignores them in any other place, and shows the field without them.',
  severity: 'warning',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    properties:\n      owner: { type: string, ui:options: { ui:field: OwnerPicker } }\n',
    correct:
      'parameters:\n  - title: Page\n    properties:\n      owner: { type: string, ui:field: OwnerPicker }\n',
  },
  check: ({ template: { pages } }) => pages.flatMap(page => schemasOf([page]).flatMap(reportsOf)),
};

function reportsOf(schema: Located): Report[] {
  const options = [...(at(schema, 'ui:options')?.entries.values() ?? [])];
  return [
    ...uiMap(schema),
    ...booleansInQuotes(schema),
    ...reviewReports(schema),
    ...optionsOfFields(schema),
    ...fieldReports(schema),
    ...unreadKeys(schema),
    ...withoutPrefix(schema),
    ...options
      .filter(({ key }) => besideSchema.has(key))
      .map(entry => ({
        at: entry,
        message: `${entry.key} is in ui:options, where the form does not read it.`,
        fix: 'Move it beside ui:options, or remove the prefix "ui:" if it is an option.',
      })),
    ...unread
      .flatMap(key => uiKeysBelow(at(schema, key)))
      .map(entry => ({
        at: entry,
        message: `${entry.key} is in a part of the schema in which the form does not read it.`,
        fix: 'Move it to the field in the properties.',
      })),
  ];
}

const NEGATION = /^(false|no|off)$/;

/** `ui:disabled: 'false'`, which counts as true. */
function booleansInQuotes({ entries }: Located): Report[] {
  return ['ui:disabled', 'ui:readonly', 'ui:autofocus']
    .map(key => entries.get(key))
    .filter(entry => entry !== undefined)
    .filter(({ value }) => NEGATION.test(String(value.value)) && value.value !== false)
    .map(({ key, value }) => ({
      at: value,
      message: `${key} is the string ${JSON.stringify(value.value)}, which counts as true.`,
      fix: 'Write false, without quotes.',
      edits: [edit(value.source, value.start, value.end, 'false')],
    }));
}

/** Further options of the form, from `UIOptionsType` and `UIOptionsBaseType` of `@rjsf/utils` 5.24 (read on 2026-11-29). */
const furtherOptions =
  /^ui:(autocomplete|classNames|style|label|rows|inputType|emptyValue|hideError|enumDisabled|enumOrder|inline|accept|filePreview|addable|removable|orderable|copyable|rootFieldId|fieldReplacesAnyOrOneOf|duplicateKeySuffixSeparator|allowClearTextInputs|submitButtonOptions|globalOptions|backstage|\w*(Template|Component|Button)s?)$/;

/** Keys that the form does not read, in fields without an extension that may read them. */
function unreadKeys({ entries }: Located): Report[] {
  if (entries.has('ui:field') || entries.has('ui:widget') || !entries.has('type')) return [];
  return [...entries.values()]
    .filter(({ key }) => key.startsWith('ui:') && !besideSchema.has(key) && !furtherOptions.test(key))
    .filter(({ key }) => certainMatch(key, [...besideSchema]) === undefined)
    .map(entry => ({
      at: entry,
      message: `The form does not read ${entry.key}.`,
      fix: 'Remove it, or write one of ui:help, ui:placeholder, ui:description, ui:disabled and ui:options.',
    }));
}

/** Keys that the form reads only with the prefix. */
const ofPrefix = ['autofocus', 'disabled', 'help', 'placeholder', 'widget'];

/** `help: Lowercase letters`, in a field without an extension that may read it. */
function withoutPrefix({ entries }: Located): Report[] {
  if (entries.has('ui:field') || typeof entries.get('type')?.value.value !== 'string') return [];
  return ofPrefix
    .filter(key => !entries.has(`ui:${key}`))
    .map(key => entries.get(key))
    .filter(entry => entry?.value.kind === 'scalar')
    .filter(entry => entry !== undefined)
    .map(entry => ({
      at: entry,
      message: `The form does not read ${entry.key}; it reads ui:${entry.key}.`,
      fix: `Write ui:${entry.key}.`,
    }));
}

/** `ui: { field: OwnerPicker }`, which looks like the prefix of its keys. */
function uiMap(schema: Located): Report[] {
  const entry = schema.entries.get('ui');
  const [key] = [...(entry?.value.entries.keys() ?? [])];
  if (!entry || key === undefined || !besideSchema.has(`ui:${key.replace(/^ui:/, '')}`)) return [];
  const name = `ui:${key.replace(/^ui:/, '')}`;
  return [
    {
      at: entry,
      message: `The form does not read the map ui: its keys have the prefix "ui:", such as ${name}.`,
      fix: `Write ${name} beside the type, and so with its other keys.`,
    },
  ];
}

/** Keys among the fields, which the form uses as fields. */
function fieldReports(schema: Located): Report[] {
  return [...(at(schema, 'properties')?.entries.values() ?? [])]
    .filter(({ key, value }) => key.startsWith('ui:') && value.kind !== 'map' && value.kind !== 'unknown')
    .map(entry => {
      const report: Report = {
        at: entry,
        severity: 'warning',
        message: `${entry.key} is among the fields and is used as one.`,
        fix: 'Move it beside "properties", or into the field that it belongs to.',
      };
      if (typeof entry.value.value !== 'boolean') {
        report.severity = 'error';
        report.message += ` ${FORM_FAILS}`;
      }
      return report;
    });
}

function uiKeysBelow(node: Located | undefined): Entry[] {
  if (!node) return [];
  return [...node.entries.values()]
    .flatMap(entry => (/^ui:/.test(entry.key) ? [entry] : uiKeysBelow(entry.value)))
    .concat(node.items.flatMap(uiKeysBelow));
}
