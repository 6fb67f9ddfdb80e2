import { at, certainMatch, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';
import { describeTypes, describeValue, listAlternatives } from '../descriptions.ts';
import { FORM_FAILS } from './formSchemas.ts';
import { isOfType, jsonTypes } from './jsonTypes.ts';
import { limitProblem } from './limitProblem.ts';

/** The problems of choices and defaults, which the JSON schema of JSON schemas does not find. */
export function fieldReports(schema: Located): Report[] {
  const choices = at(schema, 'enum');
  const preset = at(schema, 'default');
  const reports: Report[] = [];
  if (choices?.kind === 'seq') reports.push(...choiceReports(schema, choices));
  if (preset) reports.push(...defaultReports(schema, preset, choices));
  reports.push(...formatReports(at(schema, 'format')));
  return reports;
}

/** The formats that the form validates, of `ajv-formats` 2.1 and `@rjsf/validator-ajv8` 5.24 (read on 2026-12-01). */
const formats =
  `date time date-time iso-time iso-date-time duration uri uri-reference uri-template url email hostname ipv4 ipv6
  regex uuid json-pointer relative-json-pointer byte int32 int64 float double password binary data-url color`.split(
    /\s+/,
  );

/** `format: emial`, which validates nothing. */
function formatReports(format: Located | undefined): Report[] {
  if (typeof format?.value !== 'string' || formats.includes(format.value)) return [];
  const match = certainMatch(format.value, formats);
  if (match === undefined) return [];
  return [
    {
      at: format,
      severity: 'warning',
      message: `The form does not know the format ${format.value}, so it validates nothing.`,
      fix: `Write ${match}.`,
    },
  ];
}

function choiceReports(schema: Located, choices: Located): Report[] {
  const reports: Report[] = [];
  if (choices.items.length === 0) {
    reports.push({
      at: choices,
      message: `enum has no choices. ${FORM_FAILS}`,
      fix: 'List the choices, or remove enum.',
    });
  }
  const seen = new Set<string>();
  for (const item of choices.items) {
    const choice = JSON.stringify(item.value);
    if (item.kind !== 'unknown' && seen.has(choice)) {
      reports.push({
        at: item,
        message: `enum has ${choice} twice. ${FORM_FAILS}`,
        fix: 'Remove one of them.',
      });
    }
    seen.add(choice);
  }
  const names = at(schema, 'ui:enumNames') ?? at(schema, 'enumNames');
  if (names?.kind === 'seq' && names.items.length !== choices.items.length) {
    reports.push({
      at: names,
      severity: 'warning',
      message: `enum has ${choices.items.length} choices, but there are ${names.items.length} names, so some choices have the name of another one, or none.`,
      fix: 'Write one name for each choice of enum, in the same order.',
    });
  }
  return reports;
}

const NOT_ACCEPTED = 'The form does not accept it.';

function defaultReports(schema: Located, preset: Located, choices: Located | undefined): Report[] {
  if (preset.kind === 'unknown' || preset.value === null) return [];
  const isChoice =
    choices?.kind === 'seq' &&
    preset.kind === 'scalar' &&
    choices.items.every(({ kind }) => kind !== 'unknown');
  if (isChoice) {
    const values = choices.items.map(({ value }) => value);
    if (values.includes(preset.value)) return [];
    return [
      {
        at: preset,
        severity: 'warning',
        message: `The default ${JSON.stringify(preset.value)} is not one of the choices. ${NOT_ACCEPTED}`,
        fix: `Write one of ${listAlternatives(values.map(String))}.`,
      },
    ];
  }
  const type = at(schema, 'type')?.value;
  if (typeof type !== 'string' || !jsonTypes.includes(type)) return [];
  if (isOfType(preset, type)) return [...outsideOfLimits(schema, preset), ...defaultItems(schema, preset)];
  return [
    {
      at: preset,
      severity: 'warning',
      message: `The default is ${describeValue(preset.value)}, but the field must be ${describeTypes({ type })}. ${NOT_ACCEPTED}`,
      fix: `Write ${describeTypes({ type })}.`,
    },
  ];
}

/** The items of a default list that are not valid items. */
function defaultItems(schema: Located, preset: Located): Report[] {
  const items = at(schema, 'items');
  if (items?.kind !== 'map' || items.entries.has('$ref')) return [];
  return preset.items.flatMap(item => defaultReports(items, item, at(items, 'enum')));
}

/** A default that limits of the field exclude. An empty one asks the user for an answer. */
function outsideOfLimits(schema: Located, preset: Located): Report[] {
  const problem = preset.value === '' ? undefined : limitProblem(schema.value, preset.value);
  if (problem === undefined) return [];
  return [
    {
      at: preset,
      severity: 'warning',
      message: `The default ${problem.replace('must NOT', 'must not')}. ${NOT_ACCEPTED}`,
      fix: 'Write a default that the form accepts, or change the limit.',
    },
  ];
}
