import { parseExpression } from '../../expression/expression.ts';
import { matchesInCode } from '../../expression/codeSpans.ts';
import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import { rawEffect } from './effect.ts';

/** Expressions use the operators of Nunjucks. */
export const javascriptOperator: LintRule = {
  id: 'javascript-operator',
  title: 'Expressions say and, or, not, and `a if b else c`.',
  why: 'The engine has no && || ! or ?:, and the portal tells nobody: it keeps the text as it is, so that an `if` with one of them always holds.',
  severity: 'error',
  example: {
    bad: 'parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: "${{ !parameters.a }}" }\n',
    good: 'parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: "${{ not parameters.a }}" }\n',
  },
  check: ({ template }) =>
    template.rendered.flatMap(one => {
      const { problem, text } = one.expression;
      if (!problem) return [];
      const operators = operatorsIn(text);
      const canMend = isMended(text, operators);
      return operators.map(({ operator, start, end, instead }) => ({
        at: placeIn(one.node, start),
        message: `The engine of the portal has no ${operator}. ${rawEffect(one)}`,
        fix:
          instead === undefined
            ? `Write ${insteadOf[operator]}.`
            : `Write ${instead.trim()}${operator === '!' && !canMend ? ', and parentheses around what it is about' : ''}.`,
        ...(canMend && instead !== undefined && { edits: [editIn(one.node, start, end, instead)] }),
      }));
    }),
};

interface Operator {
  operator: string;
  start: number;
  end: number;
  /** what stands there in Nunjucks, where that is one word */
  instead?: string;
}

const words: Record<string, string> = { '&&': 'and', '||': 'or', '!': 'not' };
const insteadOf: Record<string, string> = {
  '?': '`a if condition else b`',
  '??': '`a | default(b)`',
  '?.': '`.`: what is not there has no value, and no error',
};

/** The operators of JavaScript in a text that Nunjucks does not have. */
export function operatorsIn(text: string): Operator[] {
  return matchesInCode(text, /&&|\|\||\?\?|\?\.(?!\d)|\?|!(?!=)/g).map(
    ({ match: [operator], offset: start }) => {
      const end = start + operator.length;
      const word = words[operator];
      if (!word) return { operator, start, end };
      const before = /[\s(]/.test(text[start - 1] ?? '') ? '' : ' ';
      const after = /\s/.test(text[end] ?? '') ? '' : ' ';
      return { operator, start, end, instead: `${before}${word}${after}` };
    },
  );
}

/** Whether words alone make it an expression. `!a == b` does not: `not` would take in the comparison. */
function isMended(text: string, operators: Operator[]): boolean {
  if (/!\s*[\w.[\]'"]+\s*[=!<>]=?/.test(text)) return false;
  const mended = operators.reduceRight(
    (rest, { start, end, instead = '?' }) => rest.slice(0, start) + instead + rest.slice(end),
    text,
  );
  return !parseExpression(mended).problem;
}
