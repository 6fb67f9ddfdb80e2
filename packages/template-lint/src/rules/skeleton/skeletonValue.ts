import { certainMatch, closestMatch, type Located } from '@goldpath/diagnostics';
import type { Hyphen, Reference } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { isPlural } from '../isPlural.ts';
import { skeletonExample } from './example.ts';
import { isHandled } from './isHandled.ts';
import { keyOfAnswer } from './keyOfAnswer.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** The step passes the values that a file reads. */
export const skeletonValue: LintRule = {
  id: 'skeleton-value',
  title: 'The step passes every value that a file of the skeleton reads, or the file handles its absence.',
  why: 'The engine silently renders a missing value as nothing, so the new repository has a gap.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'README.md': '# ${{ values.nmae }}\n' }),
    correct: skeletonExample({
      'README.md': '# ${{ values.name }}, ${{ values.team | default("no team") }}\n',
    }),
  },
  check: context =>
    renderedFiles(context).flatMap(rendered => {
      if (rendered.isDeleted) return [];
      const { references = [], hyphens = [] } = rendered.file.rendered?.content ?? {};
      return [
        ...references.map(
          reference => valueReport(reference, rendered) ?? keyOfAnswer(reference, rendered, context.template),
        ),
        ...hyphens.map(hyphen => subtraction(hyphen, rendered)),
      ].filter(report => report !== undefined);
    }),
};

function valueReport(reference: Reference, rendered: RenderedFile): Report | undefined {
  const { root, passed } = rendered;
  const [key] = reference.keys;
  if (reference.root !== root || key === undefined || !passed) return undefined;
  if (passed.has(key))
    return isMissingInMap(reference, rendered) ? missingInMap(reference, rendered) : undefined;
  if (isUnreachable(reference, rendered)) return undefined;
  return missingValue(reference, key, [...passed], rendered);
}

function missingValue(
  reference: Reference,
  key: string,
  names: string[],
  { file, root }: RenderedFile,
): Report | undefined {
  const match = certainMatch(key, names);
  const isOptional = isHandled(reference);
  // an optional part of the file is intended, unless the name is misspelled
  if (isOptional && !(match && isTypo(key, match, reference))) return undefined;
  const closest = closestMatch(key, names);
  const effect = isOptional ? 'the condition is never true' : 'it renders as nothing';
  const report: Report = {
    at: { source: file, start: reference.offset },
    message: `No step passes ${root}.${key}, so ${effect}.`,
    fix: `Pass it in the step's values.`,
  };
  if (closest) report.fix = `Pass it in the step's values, or read ${root}.${closest}.`;
  if (match && /^[A-Za-z_]\w*$/.test(match) && !isPlural(key, match)) {
    const start = file.text.indexOf(key, reference.offset + root.length);
    report.edits = [edit(file, start, start + key.length, match)];
  }
  return report;
}

/** Shorter names differ in one letter even if they are unrelated. */
const MIN_LENGTH = 6;

/** Whether two names have the same letters; or, in a condition, differ in one letter that is not a plural. */
function isTypo(key: string, intended: string, { guard }: Reference): boolean {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (letters(key) === letters(intended)) return true;
  const isGuarded = guard === 'default' || guard === 'or' || guard === 'test';
  return !isGuarded && !isPlural(key, intended) && key.length >= MIN_LENGTH;
}

/**
 * Whether a condition around it may never be true: it reads another value that is not passed, or compares a value of the
 * step with a different string, or needs the opposite of a boolean of the step.
 */
function isUnreachable(
  { conditions, switches }: Reference,
  { file, root, passed, skeletons }: RenderedFile,
): boolean {
  const isOff = switches.some(({ reference: { root: name, keys }, isOn }) => {
    const isOpposite = (given: Located | undefined) => given?.value === !isOn;
    return (
      name === root &&
      keys.length === 1 &&
      skeletons.every(({ values }) => isOpposite(values?.get(keys[0] ?? '')))
    );
  });
  if (isOff) return true;
  const compared = new Map(
    file.rendered?.content.comparisons
      .filter(({ literal, isEntry }) => typeof literal === 'string' && !isEntry)
      .map(({ reference, literal }) => [reference, String(literal)]),
  );
  const own = conditions.filter(condition => condition.root === root && condition.keys.length > 0);
  // in an if with several branches the last condition is the nearest one
  const nearest = new Map(own.map(condition => [condition.keys[0] as string, condition]));
  return [...nearest].some(([key, condition]) => {
    if (!passed?.has(key)) return true;
    const literal = compared.get(condition);
    return literal !== undefined && skeletons.every(({ values }) => isDifferent(values?.get(key), literal));
  });
}

function isDifferent(given: Located | undefined, literal: string): boolean {
  if (given?.kind !== 'scalar') return false;
  return given.value !== literal && !(typeof given.value === 'string' && given.value.includes('{{'));
}

/** Whether the value is a map in every step, and none of the maps has the key. */
function isMissingInMap(reference: Reference, rendered: RenderedFile): boolean {
  if (isHandled(reference) || isUnreachable(reference, rendered)) return false;
  const [key = '', ...rest] = reference.keys;
  return rendered.skeletons.every(({ values }) => hasNoKey(values?.get(key), rest));
}

function hasNoKey(map: Located | undefined, keys: readonly string[]): boolean {
  let node = map;
  for (const key of keys) {
    if (node?.kind !== 'map' || node.entries.has('<<')) return false;
    if (!node.entries.has(key)) return true;
    node = node.entries.get(key)?.value;
  }
  return false;
}

function missingInMap({ offset, keys }: Reference, { file, root }: RenderedFile): Report {
  return {
    at: { source: file, start: offset },
    message: `The step does not pass ${[root, ...keys].join('.')}, so it renders as nothing.`,
    fix: `Add it to ${keys[0]} in the step's values.`,
  };
}

/** `values.a-b`, which subtracts: a name with a hyphen needs brackets. */
function subtraction(
  { root: first, keys, written, offset }: Hyphen,
  { file, root, passed }: RenderedFile,
): Report | undefined {
  const [key = '', second] = keys;
  if (first !== root || !passed || second !== undefined) return undefined;
  const isPassed = passed.has(key);
  const isDifference = !isPassed && passed.has(key.split('-', 1)[0] ?? '');
  if (isDifference) return undefined;
  const replacement = `${root}['${key}']`;
  const report: Report = {
    at: { source: file, start: offset },
    message: `${written} subtracts and renders as NaN. A name with a hyphen needs brackets.`,
    fix: `Write ${replacement}.`,
  };
  if (isPassed) report.edits = [edit(file, offset, offset + written.length, replacement)];
  return report;
}
