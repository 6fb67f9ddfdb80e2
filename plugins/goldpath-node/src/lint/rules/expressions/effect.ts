import type { Rendered } from '../../template/lintTemplate.ts';

/** What the portal does with a text that it cannot evaluate. */
export function rawEffect({ in: where, step, keys }: Rendered): string {
  if (where === 'if') {
    return step
      ? 'The portal keeps it as a text, which counts as true: the step always runs.'
      : 'The portal keeps it as a text, which counts as true: it is always shown.';
  }
  if (where === 'each') return 'The portal keeps it as a text, which is no list, and fails the task here.';
  const name = keys.length > 0 ? String(keys.at(-1)) : 'the value';
  return where === 'input'
    ? `The portal keeps it as a text: ${step?.action ?? 'the action'} gets it as it is written.`
    : `The portal keeps it as a text: ${name} is shown as it is written.`;
}

/** What the portal does with a value that is not there. */
export function absentEffect({ in: where, step, keys, expression }: Rendered): string {
  const isBare = /^\$\{\{-?\s*[\w.[\]'"-]+\s*-?\}\}$/.test(expression.text);
  if (where === 'if') return isBare ? 'The condition never holds.' : 'The condition is decided without it.';
  if (where === 'each' && isBare) return 'Without a list the portal fails the task here.';
  if (!expression.isWhole) return 'The text has a gap there.';
  if (!isBare) return 'The rest of the expression is evaluated without it.';
  const name = typeof keys.at(-1) === 'number' ? 'the entry' : String(keys.at(-1) ?? 'the value');
  return where === 'input'
    ? `The portal leaves ${name} out of what ${step?.action ?? 'the action'} gets.`
    : `The portal leaves ${name} out.`;
}
