import { editIn, placeIn } from '@goldpath/diagnostics';
import { parseExpression } from '../../expression/expression.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { rawEffect } from './effect.ts';
import { dottedHyphens } from './hyphenInDotForm.ts';
import { operatorsIn } from './javascriptOperator.ts';

/** The portal can parse every expression. */
export const expressionSyntax: LintRule = {
  id: 'expression-syntax',
  title: 'The portal can parse every expression.',
  why: 'The portal silently keeps an expression that it cannot parse as a string.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - id: log\n    action: debug:log\n    input: { message: '${{ parameters.name | upper( }}' }\n",
    correct:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - id: log\n    action: debug:log\n    input: { message: '${{ parameters.name | upper }}' }\n",
  },
  check: ({ template }) => [
    ...template.rendered.filter(isReportedHere).map(toReport),
    ...template.rendered.flatMap(strayCharacter),
  ],
};

/** `${{ parameters.repoUrl }}"`, whose last character is a part of the value. */
function strayCharacter({ node, expression: { text, problem, isTemplated } }: Rendered): Report[] {
  const found =
    /^\s*\$\{\{[^{}]*\}\}(["'`$}])\s*$/.exec(text) ?? /^\s*\$\{\{[^{}]*\}\}\/[\w./-]*(["'`])\s*$/.exec(text);
  if (!found || problem || !isTemplated) return [];
  const offset = found[0].trimEnd().length - 1;
  return [
    {
      at: placeIn(node, offset),
      severity: 'warning',
      message: `The value ends with ${found[1]}, which is outside of the expression.`,
      // an edit would change the value
      fix: `Remove ${found[1]}.`,
    },
  ];
}

/** Whether an expression has a syntax error that no other rule reports. */
function isReportedHere({ expression: { problem, text } }: Rendered): boolean {
  // without anything to render, the string is used as it is: ${#list} of a shell
  return (
    problem !== undefined &&
    /\$\{\{|\{%/.test(text) &&
    operatorsIn(text).length === 0 &&
    dottedHyphens(text).length === 0
  );
}

function toReport(rendered: Rendered): Report {
  const { node, expression } = rendered;
  const { offset = 0, message } = expression.problem ?? {};
  const report: Report = {
    at: placeIn(node, offset),
    message: `The portal cannot parse this expression: ${message}. ${rawEffect(rendered)}`,
    fix: 'Correct the expression, or put a string that is not for the portal between {% raw %} and {% endraw %}.',
  };
  const typo = typoAt(expression.text, offset);
  if (!typo) return report;
  const { replacement, end, isSufficient } = typo;
  report.fix = `Write ${replacement}.`;
  if (isSufficient) report.edits = [editIn(node, offset, end, replacement)];
  return report;
}

/** A comparison with one equals sign, or a word in capitals, at the offset of the syntax error. */
function typoAt(text: string, offset: number) {
  const [written] = /^(=(?!=)|(AND|OR|NOT|IF|ELSE)\b)/.exec(text.slice(offset)) ?? [];
  if (!written) return undefined;
  const replacement = written === '=' ? '==' : written.toLowerCase();
  const end = offset + written.length;
  const fixed = text.slice(0, offset) + replacement + text.slice(end);
  return { replacement, end, isSufficient: !parseExpression(fixed).problem };
}
