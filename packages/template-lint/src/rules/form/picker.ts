import { at, certainMatch, type Entry, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { describeTypes, describeValue } from '../descriptions.ts';
import { schemasOf } from './formSchemas.ts';
import { isOfType } from './jsonTypes.ts';
import { optionValueReports } from './pickerOptions.ts';
import { type Picker, pickers } from './pickers.ts';

/** The portal's field extensions are used with their names, types and options. */
export const picker: LintRule = {
  id: 'picker',
  title:
    'Field extensions of the portal have their name, the type of their answers, and options that they read.',
  why: 'With another name the form shows a text field, with another type it accepts no answer, and other options have no effect.',
  severity: 'error',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    properties:\n      repoUrl: { type: string, ui:field: RepoUrlPicker, ui:options: { allowedHost: [github.com] } }\n',
    correct:
      'parameters:\n  - title: Page\n    properties:\n      repoUrl: { type: string, ui:field: RepoUrlPicker, ui:options: { allowedHosts: [github.com] } }\n',
  },
  check: ({ template: { pages } }) => schemasOf(pages).flatMap(pickerReports),
};

function pickerReports(schema: Located): Report[] {
  const field = at(schema, 'ui:field');
  if (typeof field?.value !== 'string') return [];
  const name = field.value;
  if (!Object.hasOwn(pickers, name)) return nameReports(field, name);
  const found = pickers[name] as Picker;
  return [
    ...typeReports(schema, name, found),
    ...optionReports(schema, name, found),
    ...misplacedOptions(schema, name, found),
    ...optionValueReports(schema, name, found),
  ];
}

function nameReports(field: Located, name: string): Report[] {
  const match = certainMatch(name, Object.keys(pickers));
  // a longer or shorter name may be an extension of the portal
  if (match === undefined || Math.abs(match.length - name.length) > 1) return [];
  return [
    {
      at: field,
      message: `The portal has no field extension ${name}, so the form shows a field of the type instead.`,
      fix: `Write ${match}.`,
      edits: [edit(field.source, field.start, field.end, match)],
    },
  ];
}

function typeReports(schema: Located, name: string, { answer }: Picker): Report[] {
  const type = at(schema, 'type');
  if (typeof type?.value !== 'string' || type.value === answer) return [];
  return [
    {
      at: type,
      message: `${name} returns ${describeTypes({ type: answer })}, but the field must be ${describeTypes({ type: type.value })}. The form accepts no answer.`,
      fix: `Write ${answer}.`,
    },
  ];
}

function optionReports(schema: Located, name: string, { options }: Picker): Report[] {
  const given = [...(at(schema, 'ui:options')?.entries.values() ?? [])];
  const unused = Object.keys(options).filter(option => !given.some(({ key }) => key === option));
  return given.flatMap(entry => {
    const type = Object.hasOwn(options, entry.key) ? options[entry.key] : undefined;
    if (type === undefined) return [unknownOption(entry, name, unused)].filter(one => one !== undefined);
    const { value } = entry;
    if (type === 'any' || value.kind === 'unknown' || value.value === null || isOfType(value, type))
      return [];
    return [
      {
        at: value,
        severity: 'warning',
        message: `${entry.key} is ${describeValue(value.value)}, but ${name} reads ${describeTypes({ type })}.`,
        fix: `Write ${describeTypes({ type })}.`,
      },
    ];
  });
}

/** Options that the form reads for each field. */
const OF_EVERY_FIELD =
  `title description help label placeholder classNames style disabled readonly hidden autofocus
  autocomplete emptyValue enumNames enumDisabled hideError inputType order widget field rows`.split(/\s+/);

function unknownOption(entry: Entry, name: string, unused: readonly string[]): Report | undefined {
  const message = `${name} has no option ${entry.key}, so it has no effect.`;
  const match = certainMatch(entry.key, unused);
  if (match !== undefined) {
    const edits = [edit(entry.source, entry.start, entry.end, match)];
    return { at: entry, message, fix: `Write ${match}.`, edits };
  }
  // ui-key-place reports keys with the prefix
  if (OF_EVERY_FIELD.includes(entry.key) || /^(ui:|<<)/.test(entry.key)) return undefined;
  const fix = unused.length === 0 ? 'Remove it.' : `Remove it; ${name} also reads ${unused.join(', ')}.`;
  return { at: entry, severity: 'warning', message, fix };
}

/** Options beside `ui:options`, where the field extension does not read them. */
function misplacedOptions(schema: Located, name: string, { options }: Picker): Report[] {
  return [...schema.entries.values()]
    .filter(({ key }) => Object.hasOwn(options, key.replace(/^ui:/, '')))
    .map(entry => ({
      at: entry,
      severity: 'warning',
      message: `${name} reads ${entry.key.replace(/^ui:/, '')} only in ui:options, so it has no effect here.`,
      fix: `Move it into ui:options of the field.`,
    }));
}
