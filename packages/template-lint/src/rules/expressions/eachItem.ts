import { at, type Located, placeIn } from '@goldpath/diagnostics';
import type { Reference } from '../../expression/uses.ts';
import type { Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { declarationsOf, isScalar, missingKeyOf } from './declarations.ts';
import { absentEffect } from './effect.ts';

/** `each.value.nmae`, a key that the entries of the list do not have. */
export function itemReport(
  { keys: [part, ...keys], offset, guard, isCondition }: Reference,
  rendered: Rendered,
  template: LintTemplate,
): Report | undefined {
  const isHandled = isCondition || guard !== undefined;
  if (part !== 'value' || keys.length === 0 || isHandled || !rendered.step) return undefined;
  const missing = missingInList(rendered, template, keys);
  if (!missing) return undefined;
  const written = ['each.value', ...keys.slice(0, missing.index + 1)].join('.');
  return {
    at: placeIn(rendered.node, offset),
    message: `The entries of the list have no such key, so ${written} has no value. ${absentEffect(rendered)}`,
    fix: missing.known.length === 0 ? 'Write each.value.' : `Write one of ${missing.known.join(', ')}.`,
  };
}

type Missing = ReturnType<typeof missingKeyOf>;

/** The first key that no entry of the step's list has. */
function missingInList({ step }: Rendered, { pages }: LintTemplate, keys: readonly string[]): Missing {
  const each = at(step?.node, 'each');
  if (each?.kind === 'seq') return missingInLiteral(each, keys);
  const name = typeof each?.value === 'string' ? fieldOf(each.value) : undefined;
  return name === undefined ? undefined : missingInField(declarationsOf(pages, name), keys);
}

function missingInLiteral({ items }: Located, [key = '']: readonly string[]): Missing {
  const isClosed = items.every(({ kind, entries }) => kind === 'map' && !entries.has('<<'));
  const known = [...new Set(items.flatMap(({ entries }) => [...entries.keys()]))];
  if (!isClosed || known.length === 0 || known.includes(key)) return undefined;
  return { index: 0, known };
}

/** The field of `${{ parameters.names }}`. */
function fieldOf(text: string): string | undefined {
  const [, dotted, quoted] =
    /^\s*\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*-?\}\}\s*$/.exec(text) ?? [];
  return dotted ?? quoted;
}

function missingInField(fields: readonly Located[], keys: readonly string[]): Missing {
  const items = fields.map(field => at(field, 'items')).filter(item => item !== undefined);
  const [key = ''] = keys;
  const isOpen = items.length !== fields.length || fields.some(field => field.entries.has('ui:field'));
  if (isOpen) return undefined;
  if (!isScalar(items)) return missingKeyOf(items, keys);
  return key === 'length' || /^\d+$/.test(key) ? undefined : { index: 0, known: [] };
}
