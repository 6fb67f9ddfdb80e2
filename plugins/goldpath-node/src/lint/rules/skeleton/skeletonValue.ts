import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import type { Hyphen, Reference } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { Located } from '../../source/located.ts';
import { skeletonExample } from './example.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** What a file reads is passed. */
export const skeletonValue: LintRule = {
  id: 'skeleton-value',
  title:
    'Each value that a file of the skeleton reads is passed by the step, or the file cares for its absence.',
  why: 'The engine writes nothing for a value that there is not, and says nothing: the repository is made with a gap in it.',
  severity: 'error',
  example: {
    bad: skeletonExample({ 'README.md': '# ${{ values.nmae }}\n' }),
    good: skeletonExample({ 'README.md': '# ${{ values.name }}, ${{ values.team | default("no team") }}\n' }),
  },
  check: context =>
    renderedFiles(context).flatMap(rendered => [
      ...(rendered.file.rendered?.content.references ?? []).flatMap(read => judge(read, rendered)),
      ...(rendered.file.rendered?.content.hyphens ?? []).flatMap(hyphen => difference(hyphen, rendered)),
    ]),
};

function judge(reference: Reference, rendered: RenderedFile): Report[] {
  const { file, root, passed } = rendered;
  const [key] = reference.keys;
  if (reference.root !== root || key === undefined || !passed) return [];
  if (passed.has(key)) return isMissingInMap(reference, rendered) ? [missingInMap(reference, rendered)] : [];
  const names = [...passed];
  const meant = obviouslyMeant(key, names);
  if (isOutOfReach(reference, rendered)) return [];
  // a part that some templates ask for is left out by the others, unless the name is a slip
  if (isCaredFor(reference) && !(meant && isSlip(key, meant, reference))) return [];
  const start = file.text.indexOf(key, reference.offset + root.length);
  const close = meant ?? nearest(key, names);
  return [
    {
      at: { source: file, start: reference.offset },
      message: `${root}.${key} is passed by no step: ${isCaredFor(reference) ? 'the condition never holds' : 'it renders as nothing'}`,
      fix: close
        ? `Pass it in the step's values, or read ${root}.${close}.`
        : `Pass it in the step's values.`,
      ...(meant && isName(meant) && { edits: [edit(file, start, start + key.length, meant)] }),
    },
  ];
}

/** The same letters; or, in a condition, a letter apart where it is not the plural. */
function isSlip(key: string, meant: string, { guard }: Reference): boolean {
  const letters = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (letters(key) === letters(meant)) return true;
  const isPlural = `${key}s` === meant || `${meant}s` === key;
  return guard !== 'default' && guard !== 'or' && guard !== 'test' && key.length >= SHORTEST && !isPlural;
}

/** Shorter names are a letter apart by nature. */
const SHORTEST = 6;

const isName = (key: string) => /^[A-Za-z_]\w*$/.test(key);

/** Whether the expression, or a condition around it, asks whether there is such a value. */
function isCaredFor({ isGuarded, isCondition, conditions, root, keys }: Reference): boolean {
  return (
    isGuarded ||
    isCondition ||
    conditions.some(condition => condition.root === root && condition.keys[0] === keys[0])
  );
}

/**
 * Whether a condition around it may never hold: it reads a value that is not passed either, or compares one that the
 * step writes out with something else.
 */
function isOutOfReach({ conditions }: Reference, { file, root, passed, skeletons }: RenderedFile): boolean {
  const compared = new Map(
    file.rendered?.content.comparisons.map(({ reference, literal }) => [reference, literal]),
  );
  const own = conditions.filter(condition => condition.root === root && condition.keys.length > 0);
  // of an if with many branches the last condition is the nearest
  const nearestOnes = new Map(own.map(condition => [condition.keys[0] as string, condition]));
  return [...nearestOnes].some(([key, condition]) => {
    if (!passed?.has(key)) return true;
    const literal = compared.get(condition);
    return literal !== undefined && skeletons.every(({ values }) => isAnother(values?.get(key), literal));
  });
}

function isAnother(given: Located | undefined, literal: string): boolean {
  if (given?.kind !== 'scalar') return false;
  return given.value !== literal && !(typeof given.value === 'string' && given.value.includes('{{'));
}

/** Whether the value is a map that is written out in every step, and none of them has the key. */
function isMissingInMap(reference: Reference, rendered: RenderedFile): boolean {
  const [key = '', ...rest] = reference.keys;
  if (isCaredFor(reference) || isOutOfReach(reference, rendered)) return false;
  return rendered.skeletons.every(({ values }) => {
    let node = values?.get(key);
    for (const below of rest) {
      if (node?.kind !== 'map' || node.entries.has('<<')) return false;
      if (!node.entries.has(below)) return true;
      node = node.entries.get(below)?.value;
    }
    return false;
  });
}

function missingInMap({ offset, keys }: Reference, { file, root }: RenderedFile): Report {
  return {
    at: { source: file, start: offset },
    message: `${[root, ...keys].join('.')} is not in what the step passes: it renders as nothing`,
    fix: `Add it to ${keys[0]} in the step's values.`,
  };
}

/** `values.a-b` subtracts: JavaScript and the engine have no hyphens in names. */
function difference({ root: first, keys, written, offset }: Hyphen, rendered: RenderedFile): Report[] {
  const { file, root, passed } = rendered;
  const [key = '', second] = keys;
  if (first !== root || !passed || second !== undefined) return [];
  const isMeant = passed.has(key);
  if (!isMeant && passed.has(key.split('-', 1)[0] ?? '')) return [];
  return [
    {
      at: { source: file, start: offset },
      message: `${written} subtracts, and renders as NaN: a name with a hyphen goes in brackets`,
      fix: `Write ${root}['${key}'].`,
      ...(isMeant && { edits: [edit(file, offset, offset + written.length, `${root}['${key}']`)] }),
    },
  ];
}
