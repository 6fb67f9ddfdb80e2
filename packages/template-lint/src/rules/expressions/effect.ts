import type { Rendered } from '../../template/lintTemplate.ts';

/** The consequence of a condition that is always true. */
export function alwaysTrueEffect(step: Rendered['step']): string {
  return step ? 'the step always runs' : 'it is always shown';
}

/** The consequence of an expression that the portal cannot evaluate. */
export function rawEffect({ in: where, step, keys }: Rendered): string {
  switch (where) {
    case 'if':
      return `The portal keeps it as a string, which counts as true: ${alwaysTrueEffect(step)}.`;
    case 'each':
      return 'The portal keeps it as a string, which is not a list, and the task fails here.';
    case 'input':
      return `The portal keeps it as a string: ${step?.action ?? 'the action'} receives it unrendered.`;
    case 'output':
      return `The portal keeps it as a string: ${keys.at(-1) ?? 'the value'} is shown unrendered.`;
  }
}

/** The consequence of a missing value. */
export function absentEffect({ in: where, step, keys, expression }: Rendered): string {
  const isBare = /^\$\{\{-?\s*[\w.[\]'"-]+\s*-?\}\}$/.test(expression.text);
  if (where === 'if')
    return isBare ? 'The condition is never true.' : 'The condition is evaluated without it.';
  if (where === 'each' && isBare) return 'Without a list the task fails here.';
  if (!expression.isWhole) return 'The string has a gap there.';
  if (!isBare) return 'The rest of the expression is evaluated without it.';
  const last = keys.at(-1) ?? 'the value';
  const name = typeof last === 'number' ? 'the entry' : last;
  if (where === 'input')
    return `The portal leaves ${name} out of the input of ${step?.action ?? 'the action'}.`;
  return `The portal leaves ${name} out.`;
}
