import { at, type Located } from '@goldpath/diagnostics';
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
  return [...limits.flatMap(pair => crossedLimits(schema, pair)), ...choicesOfOtherType(schema)];
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
  const others = (at(schema, 'enum')?.items ?? []).filter(
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
