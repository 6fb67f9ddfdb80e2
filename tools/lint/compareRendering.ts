import { isDeepStrictEqual } from 'node:util';
import type { Render } from './portalEngine.ts';

/** The relation between the renderings of a changed text before and after its fix. */
export const verdicts = {
  'no expression': 'the changed lines have no expression',
  same: 'both render to the same value',
  kept: 'the expression of another tool had no value, and is copied now',
  'only now': 'the engine copied or rejected the expression, and renders it now',
  'instead of nothing': 'the expression had no value, and has one now',
  'another name': 'another name is read, since the lint found no value under the old one',
  different: 'the values differ',
} as const;

/** A key of {@link verdicts}. */
export type Verdict = keyof typeof verdicts;

/** A changed part of a file. */
export interface Comparison {
  before: string;
  after: string;
  verdict: Verdict;
}

/** Renders each changed part of a file before and after the change, with several values for the names in it. */
export function compareRendering(before: string, after: string, render: Render): Comparison[] {
  return changedParts(before, after).map(part => ({ ...part, verdict: verdictOf(part, render) }));
}

type Part = Pick<Comparison, 'before' | 'after'>;

/** The lines that differ; all lines between the first and the last one when a fix adds or removes lines. */
function changedParts(before: string, after: string): Part[] {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const first = left.findIndex((line, index) => line !== right[index]);
  const end = left.toReversed().findIndex((line, index) => line !== right.at(-1 - index));
  const changed = [left, right].map(lines => lines.slice(first, lines.length - end));
  const [old = [], now = []] = changed;
  const isOpen = changed.flat().some(line => count(line, '{{') !== count(line, '}}'));
  if (left.length !== right.length || isOpen) return [{ before: old.join('\n'), after: now.join('\n') }];
  return old
    .map((line, index) => ({ before: line, after: now[index] ?? '' }))
    .filter(part => part.before !== part.after);
}

const count = (text: string, part: string) => text.split(part).length - 1;

function verdictOf({ before, after }: Part, render: Render): Verdict {
  if (!/\{[{%]/.test(before + after)) return 'no expression';
  const [first = {}, ...others] = valuesFor(before + after);
  const verdict = compare(before, after, first, render);
  if (verdict !== 'same') return verdict;
  return others.map(values => compare(before, after, values, render)).find(one => one !== 'same') ?? 'same';
}

function compare(before: string, after: string, values: object, render: Render): Verdict {
  const [old, now] = [attempt(before, values, render), attempt(after, values, render)];
  if (isDeepStrictEqual(old, now)) return 'same';
  if (now.problem !== undefined) return 'different';
  const copied = String(now.value).replaceAll(/\$\{\{.*?\}\}/gs, '');
  if (now.value === before || copied === old.value) return 'kept';
  // the braces that the engine copies are still in the result
  if (old.problem !== undefined || /\{\{|\$\{\w+\.\w/.test(String(old.value))) return 'only now';
  // a name with a hyphen is a subtraction, whose result is not a number
  const nothing = String(old.value).replaceAll('NaN', '');
  const isMore = count(String(now.value), MARK) > count(nothing, MARK);
  if (isMore && withoutValues(String(now.value)) === withoutValues(nothing)) return 'instead of nothing';
  if (withoutNames(now.value) === withoutNames(old.value) && count(String(now.value), MARK) > 0)
    return 'another name';
  return 'different';
}

function attempt(text: string, values: object, render: Render): { value?: unknown; problem?: string } {
  try {
    return { value: render(text, values) };
  } catch (error) {
    return { problem: error instanceof Error ? error.name : 'Error' };
  }
}

const MARK = '«';
const withoutValues = (text: string) => text.replaceAll(new RegExp(`${MARK}[^»]*»`, 'g'), '');

const withoutNames = (value: unknown) => String(value).replaceAll(new RegExp(`${MARK}[^»]*»`, 'g'), MARK);

/** Values for the names that a text reads: a different string each, then true, false, and the literals in the text. */
function valuesFor(text: string): object[] {
  const literals = [...text.matchAll(/(["'])((?:(?!\1).)*)\1/g)].map(([, , literal = '']) => literal);
  const strings = (keys: string[]) => `${MARK}${keys.join('.')}»`;
  return [strings, () => true, () => false, ...literals.map(literal => () => literal)].map(valueOf =>
    assignedFor(text, valueOf),
  );
}

const REFERENCE =
  /\b(parameters|steps|values|secrets|user|each|cookiecutter)((?:\s*\.\s*\w+|\[\s*["'][^"'\]]+["']\s*\])+)/g;

function assignedFor(text: string, valueOf: (keys: string[]) => unknown): object {
  const values: Record<string, unknown> = {};
  for (const [, root = '', rest = ''] of text.matchAll(REFERENCE)) {
    const keys = [
      root,
      ...[...rest.matchAll(/\.\s*(\w+)|["']([^"']+)["']/g)].map(([, a, b]) => a ?? b ?? ''),
    ];
    assign(values, keys, valueOf(keys));
  }
  return values;
}

function assign(values: Record<string, unknown>, keys: string[], value: unknown): void {
  const [last = '', ...path] = keys.toReversed();
  let target = values;
  for (const key of path.toReversed()) {
    const next = target[key];
    target = target[key] = isMap(next) ? next : {};
  }
  if (!isMap(target[last])) target[last] = value;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
