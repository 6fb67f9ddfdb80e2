import { placeIn } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { isUnhandled } from './neededAnswers.ts';
import { mayBeAbsent, requireAnswer } from './mayBeAbsent.ts';

/** A part of a URL, or the new name of a file, that is the answer to a field that may have none. */
export function emptyPathParts(template: LintTemplate): Report[] {
  return template.rendered
    .filter(({ in: where, condition }) => where === 'input' && condition === undefined)
    .flatMap(rendered => partsIn(rendered).map(part => ({ rendered, ...part })))
    .filter(({ name }) => mayBeAbsent(name, template))
    .map(({ rendered, name, offset }) => ({
      at: placeIn(rendered.node, offset),
      message: `The form does not require ${name}, and without an answer this path has an empty part. Then the task fails here.`,
      fix: requireAnswer(name),
    }));
}

function partsIn({ step, keys, expression }: Rendered): { name: string; offset: number }[] {
  const key = keys.at(-1);
  const isUrl = (key === 'catalogInfoUrl' || key === 'url') && /^https?:\/\//.test(expression.text);
  const isNewName = step?.action === 'fs:rename' && key === 'to';
  if (!isUrl && !isNewName) return [];
  return expression.references
    .filter(({ root, keys: path }) => root === 'parameters' && path.length === 1)
    .filter(isUnhandled)
    .filter(({ offset }) => isWholePart(expression.text, offset, isUrl))
    .map(({ keys: [name = ''], offset }) => ({ name, offset }));
}

/** Whether an expression is all of a part between slashes; of a new name, the last one. */
function isWholePart(text: string, offset: number, isUrl: boolean): boolean {
  const after = isUrl ? /^[\w.]+\s*-?\}\}\// : /^[\w.]+\s*-?\}\}$/;
  return /\/\$\{\{-?\s*$/.test(text.slice(0, offset)) && after.test(text.slice(offset));
}
