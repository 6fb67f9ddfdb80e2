import { at, type Entry, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';
import { describeTypes, describeValue } from '../descriptions.ts';
import { retyped } from '../steps/retyped.ts';
import { isOfType, jsonTypes } from './jsonTypes.ts';

const limits = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

/** The problems of limits and choices that no answer, or not the chosen one, can meet. */
export function limitReports(schema: Located): Report[] {
  return [
    ...limits.flatMap(pair => crossedLimits(schema, pair)),
    ...limitsOfOtherType(schema),
    ...choicesOfOtherType(schema),
  ];
}

/** The limits of each type. */
const limitsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
  object: ['minProperties', 'maxProperties', 'required'],
};

/** parameters-schema reports `required: true` as an invalid value. */
const isLimit = ({ key, value }: Entry) =>
  value.value !== false && (key !== 'required' || value.kind === 'seq');

/** Limits that have no effect on the type of the field: `minLength` of a number. */
function limitsOfOtherType(schema: Located): Report[] {
  const type = at(schema, 'type')?.value;
  if (typeof type !== 'string' || !jsonTypes.includes(type) || type === 'null') return [];
  const own = type === 'integer' ? 'number' : type;
  return Object.entries(limitsOf)
    .filter(([other]) => other !== own)
    .flatMap(([other, keys]) => keys.map(key => ({ other, entry: schema.entries.get(key) })))
    .filter(({ entry }) => entry !== undefined && isLimit(entry))
    .map(({ other, entry }) => ({
      at: entry as Entry,
      severity: 'warning',
      message: `${entry?.key} limits ${describeTypes({ type: other })}, but the field is ${describeTypes({ type })}, so it has no effect.`,
      fix: 'Remove it, or change the type of the field.',
    }));
}

function crossedLimits(schema: Located, [low, high]: (typeof limits)[number]): Report[] {
  const [place, least, most] = [at(schema, low), at(schema, low)?.value, at(schema, high)?.value];
  if (!place || typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
  return [
    {
      at: place,
      message: `${low} ${least} is more than ${high} ${most}, so no answer is valid.`,
      fix: `Write ${low} that is at most ${high}.`,
    },
  ];
}

/** The choices that are not of the type of their field, such as numbers without quotes for a string. */
function choicesOfOtherType(schema: Located): Report[] {
  const type = at(schema, 'type')?.value;
  if (typeof type !== 'string' || !jsonTypes.includes(type)) return [];
  const alternatives = ['oneOf', 'anyOf'].flatMap(key => at(schema, key)?.items ?? []);
  const constants = alternatives.map(one => at(one, 'const')).filter(one => one !== undefined);
  const others = [...(at(schema, 'enum')?.items ?? []), ...constants].filter(
    item => item.kind !== 'unknown' && !isOfType(item, type),
  );
  const [first] = others;
  if (!first) return [];
  const fixes = others.map(item => retyped(item, { type }));
  const report: Report = {
    at: first,
    message: `The choice is ${describeValue(first.value)}, but the field must be ${describeTypes({ type })}. The form rejects this answer.`,
    fix: `Write ${describeTypes({ type })}.`,
  };
  const edits = fixes.flatMap(found => found?.edits ?? []);
  if (edits.length === others.length) Object.assign(report, { fix: fixes[0]?.fix ?? report.fix, edits });
  return [report];
}
