import { editIn, placeIn } from '@goldpath/diagnostics';
import { matchesInCode } from '../../expression/codeSpans.ts';
import { parseExpression } from '../../expression/expression.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { rawEffect } from './effect.ts';

/** Expressions use the operators of Nunjucks. */
export const javascriptOperator: LintRule = {
  id: 'javascript-operator',
  title: 'Expressions use `and`, `or`, `not` and `a if b else c`.',
  why: 'The engine has no &&, ||, ! or ?:. The portal silently keeps an expression with one of them as a string, so an `if` with it is always true.',
  severity: 'error',
  example: {
    incorrect:
      'parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: "${{ !parameters.a }}" }\n',
    correct:
      'parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: "${{ not parameters.a }}" }\n',
  },
  check: ({ template }) =>
    template.rendered
      .filter(({ expression }) => expression.problem)
      .flatMap(rendered => {
        const { text } = rendered.expression;
        const operators = operatorsIn(text);
        const isSufficient = areWordsSufficient(text, operators);
        return operators.map(operator => toReport(operator, rendered, isSufficient));
      }),
};

interface Operator {
  operator: string;
  start: number;
  end: number;
  /** the word of Nunjucks with the spaces that it needs, if there is one */
  replacement?: string;
}

function toReport(
  { operator, start, end, replacement }: Operator,
  rendered: Rendered,
  isSufficient: boolean,
): Report {
  const { node } = rendered;
  const report: Report = {
    at: placeIn(node, start),
    message: `The portal's engine has no operator ${operator}. ${rawEffect(rendered)}`,
    fix: `Write ${alternatives[operator] ?? ''}.`,
  };
  if (replacement === undefined) return report;
  const parentheses = operator === '!' && !isSufficient ? ', and put its operand in parentheses' : '';
  report.fix = `Write ${replacement.trim()}${parentheses}.`;
  if (isSufficient) report.edits = [editIn(node, start, end, replacement)];
  return report;
}

const words: Record<string, string> = { '&&': 'and', '||': 'or', '!': 'not' };
const alternatives: Record<string, string> = {
  '?': '`a if condition else b`',
  '??': '`a | default(b)`',
  '?.': '`.`: a missing value is not an error',
};

/** The operators of JavaScript in a string that Nunjucks does not have. */
export function operatorsIn(text: string): Operator[] {
  return matchesInCode(text, /&&|\|\||\?\?|\?\.(?!\d)|\?|!(?!=)/g).map(
    ({ match: [operator], offset: start }) => {
      const end = start + operator.length;
      const word = words[operator];
      if (!word) return { operator, start, end };
      const before = /[\s(]/.test(text[start - 1] ?? '') ? '' : ' ';
      const after = /\s/.test(text[end] ?? '') ? '' : ' ';
      return { operator, start, end, replacement: `${before}${word}${after}` };
    },
  );
}

/** Whether the words alone make it a valid expression. `not a == b` would negate the comparison. */
function areWordsSufficient(text: string, operators: Operator[]): boolean {
  if (/!\s*[\w.[\]'"]+\s*[=!<>]=?/.test(text)) return false;
  const fixed = operators.reduceRight(
    (rest, { start, end, replacement = '?' }) => rest.slice(0, start) + replacement + rest.slice(end),
    text,
  );
  return !parseExpression(fixed).problem;
}
