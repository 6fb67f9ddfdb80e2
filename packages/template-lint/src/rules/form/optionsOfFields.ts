import { at, certainMatch, type Located } from '@goldpath/diagnostics';
import { edit, type Report } from '../../rule.ts';

/** The options of stock fields, from `UIOptionsType` and the templates of `@rjsf/utils` 5.24 (read on 2026-12-01). */
const OPTIONS =
  `title description help label placeholder classNames style disabled readonly autofocus autocomplete emptyValue
  enumNames enumDisabled enumOrder hideError inputType order widget field rows inline accept filePreview addable
  removable orderable copyable allowClearTextInputs expandable`.split(/\s+/);

/** Options that are true or false. */
const BOOLEANS = ['addable', 'removable', 'orderable', 'copyable', 'inline', 'disabled', 'readonly', 'label'];

/** The problems of `ui:options` of a field without an extension. */
export function optionsOfFields(schema: Located): Report[] {
  const options = at(schema, 'ui:options');
  if (!options || schema.entries.has('ui:field') || !schema.entries.has('type')) return [];
  if (options.kind === 'seq' || typeof options.value === 'string') {
    return [
      { at: options, message: 'ui:options is not a map, so the form reads no option.', fix: 'Write a map.' },
    ];
  }
  return [...misspelledOptions(options), ...booleansAsStrings(options)];
}

function misspelledOptions({ entries }: Located): Report[] {
  if (entries.has('field') || entries.has('widget')) return [];
  return [...entries.values()].flatMap((entry): Report[] => {
    const match = OPTIONS.includes(entry.key) ? undefined : certainMatch(entry.key, OPTIONS);
    if (match === undefined || entries.has(match)) return [];
    const edits = [edit(entry.source, entry.start, entry.end, match)];
    return [{ at: entry, message: `The form has no option ${entry.key}.`, fix: `Write ${match}.`, edits }];
  });
}

/** `orderable: 'false'`, which counts as true. */
function booleansAsStrings({ entries }: Located): Report[] {
  return BOOLEANS.map(key => entries.get(key)?.value)
    .filter(value => value !== undefined)
    .filter(({ value }) => value === 'false')
    .map(value => ({
      at: value,
      message: 'The string "false" counts as true.',
      fix: 'Write false, without quotes.',
      edits: [edit(value.source, value.start, value.end, 'false')],
    }));
}
