import { parseExpression } from '../../expression/expression.ts';
import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import { rawEffect } from './effect.ts';
import { dottedHyphens } from './hyphenInDotForm.ts';
import { operatorsIn } from './javascriptOperator.ts';

/** The portal's engine can parse every expression. */
export const expressionSyntax: LintRule = {
  id: 'expression-syntax',
  title: 'The engine of the portal can parse every expression.',
  why: 'The portal tells nobody that an expression cannot be parsed. It keeps the text as it is, and goes on.',
  severity: 'error',
  example: {
    bad: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - id: log\n    action: debug:log\n    input: { message: '${{ parameters.name | upper( }}' }\n",
    good: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - id: log\n    action: debug:log\n    input: { message: '${{ parameters.name | upper }}' }\n",
  },
  check: ({ template }) =>
    template.rendered.flatMap(one => {
      const { problem, text } = one.expression;
      // a text with nothing to render is meant as it is written, and so it stays: ${#list} of a shell
      if (
        !problem ||
        !/\$\{\{|\{%/.test(text) ||
        operatorsIn(text).length > 0 ||
        dottedHyphens(text).length > 0
      )
        return [];
      const slip = slipAt(text, problem.offset);
      return [
        {
          at: placeIn(one.node, problem.offset),
          message: `The portal cannot parse this: ${problem.message}. ${rawEffect(one)}`,
          fix: slip
            ? `Write ${slip.instead}.`
            : 'Write an expression that Nunjucks knows; a text that is meant as it is stands between {% raw %} and {% endraw %}.',
          ...(slip?.isWhole && { edits: [editIn(one.node, problem.offset, slip.end, slip.instead)] }),
        },
      ];
    }),
};

/** A comparison with one equals sign, or a word in capitals, where the engine stops. */
function slipAt(text: string, offset: number) {
  const [written] = /^(=(?!=)|(AND|OR|NOT|IF|ELSE)\b)/.exec(text.slice(offset)) ?? [];
  if (!written) return undefined;
  const instead = written === '=' ? '==' : written.toLowerCase();
  const end = offset + written.length;
  const mended = text.slice(0, offset) + instead + text.slice(end);
  return { instead, end, isWhole: !parseExpression(mended).problem };
}
