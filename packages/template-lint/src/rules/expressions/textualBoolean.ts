import { at, editIn, placeIn } from '@goldpath/diagnostics';
import { onlyExpression, parseNunjucks } from '../../expression/nunjucksParser.ts';
import type { Comparison, Reference } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { isAlwaysText, isNeverEmpty } from './constantResult.ts';
import { alwaysTrueEffect } from './effect.ts';
import { declarationsOf, typesOf } from './declarations.ts';

/** Conditions are booleans and not strings. */
export const textualBoolean: LintRule = {
  id: 'textual-boolean',
  title:
    'An `if` is a single expression with a boolean as its result, and a boolean is compared with true or false.',
  why: 'Every string except the empty one counts as true, and so does the string "false". A value keeps its type only if the expression is the whole string.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: '{% if parameters.a %}true{% else %}false{% endif %}' }\n",
    correct:
      "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: '${{ parameters.a }}' }\n",
  },
  *check({ template }) {
    for (const rendered of template.rendered) {
      const isCondition = rendered.in === 'if';
      if (isCondition) yield* constantCondition(rendered);
      yield* comparisonsOf(template, rendered);
      if (isCondition) yield* choiceOf(template, rendered);
    }
  },
};

/** An `if` whose result is always a string. */
function constantCondition(rendered: Rendered): Report[] {
  const { text, isTemplated, isWhole, problem } = rendered.expression;
  const trimmed = text.trim();
  if (problem || trimmed === '' || /^(true|yes|always)$/i.test(trimmed)) return [];
  if (!isTemplated) {
    // missing-dollar reports {{ }}
    if (text.includes('{{')) return [];
    return [plainString(rendered, trimmed)];
  }
  const root = parseNunjucks(text, 'backstage');
  if (!root) return [];
  const isConstant = isWhole ? isAlwaysText(onlyExpression(root)) : isNeverEmpty(root);
  if (!isConstant) return [];
  return [renderedString(rendered)];
}

/** `if: 'false'` */
function plainString(rendered: Rendered, trimmed: string): Report {
  const { node } = rendered;
  const report: Report = {
    at: node,
    message: `This is a plain string, which counts as true: ${alwaysTrueEffect(rendered.step)}.`,
    fix: `Write \${{ ${trimmed.replace(/^\$\{|\}$/g, '').trim()} }} if it is an expression.`,
  };
  if (/^false$/i.test(trimmed)) report.fix = 'Write false, without quotes.';
  if (trimmed === 'false' && node.style?.startsWith('QUOTE'))
    report.edits = [edit(node.source, node.start, node.end, 'false')];
  return report;
}

/** An expression with other text around it: often only the newline at the end of a YAML block. */
function renderedString(rendered: Rendered): Report {
  const { node, expression } = rendered;
  const { text, isWhole, hasStatements } = expression;
  const isPadded = !isWhole && !hasStatements && /^\s*\$\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(text);
  const effect = alwaysTrueEffect(rendered.step);
  const report: Report = {
    at: node,
    message: `The result always counts as true, as every string does: ${effect}.`,
    fix: 'Write a single expression, ${{ ... }}, with nothing around it.',
  };
  if (!isPadded) return report;
  report.message = `The newline or the spaces around the expression make this a string, which counts as true even if the expression is false: ${effect}.`;
  const [header] = /^[|>](?=\r?\n)/.exec(node.source.text.slice(node.start)) ?? [];
  if (header) {
    report.fix = `Write ${header}- instead of ${header}, so that the string has no newline at its end.`;
    report.edits = [edit(node.source, node.start + 1, node.start + 1, '-')];
  }
  return report;
}

/** Boolean parameters that are compared with a string, which is always unequal. */
function comparisonsOf(template: LintTemplate, { expression, node }: Rendered): Report[] {
  return expression.comparisons
    .filter(comparison => isOfString(comparison))
    .filter(comparison => isWithBoolean(template, comparison))
    .map(({ reference, literal, offset }) => {
      const report: Report = {
        at: placeIn(node, offset),
        message: `parameters.${parameterOf(reference)} is a boolean, and never equals the string ${JSON.stringify(literal)}.`,
        fix: 'Compare it with true or false.',
      };
      if (/^(true|false)$/i.test(literal)) {
        const boolean = literal.toLowerCase();
        report.fix = `Write ${boolean}, without quotes.`;
        report.edits = [editIn(node, offset, offset + literal.length + 2, boolean)];
      }
      return report;
    });
}

const isOfString = (comparison: Comparison): comparison is Comparison & { literal: string } =>
  typeof comparison.literal === 'string' && !comparison.isEntry;

function isWithBoolean({ pages }: LintTemplate, { reference, literal }: Comparison): boolean {
  const name = parameterOf(reference);
  if (name === undefined || !Number.isNaN(Number(literal))) return false;
  const types = typesOf(declarationsOf(pages, name));
  return types.length > 0 && types.every(type => type === 'boolean');
}

/** A choice such as yes or no that is used as a boolean. */
function choiceOf(template: LintTemplate, rendered: Rendered): Report[] {
  const reference = soleReference(rendered);
  const name = reference && parameterOf(reference);
  if (name === undefined) return [];
  const schemas = declarationsOf(template.pages, name);
  if (schemas.some(schema => at(schema, 'type')?.value !== 'string' || !schema.entries.has('enum')))
    return [];
  const choices = schemas
    .flatMap(schema => at(schema, 'enum')?.value)
    .filter(choice => typeof choice === 'string');
  const no = choices.find(choice => /^(false|no|off|0)$/i.test(choice));
  if (no === undefined) return [];
  const yes = choices.find(choice => choice !== no) ?? 'true';
  return [
    {
      at: placeIn(rendered.node, reference?.offset ?? 0),
      message: `parameters.${name} is a string, and every string counts as true: with the answer ${JSON.stringify(no)} ${rendered.step ? 'the step runs' : 'it is shown'} too.`,
      fix: `Compare it with a string, such as parameters.${name} == '${yes}', or change its type to boolean.`,
    },
  ];
}

/** The reference of an expression such as `${{ parameters.x }}` or `${{ not parameters.x }}`. */
function soleReference({ expression }: Rendered): Reference | undefined {
  const { text, isWhole, references } = expression;
  const root = parseNunjucks(text, 'backstage');
  const whole = root && onlyExpression(root);
  const operand = whole?.typename === 'Not' ? whole.target : whole;
  const isSole = isWhole && references.length === 1 && operand?.typename === 'LookupVal';
  if (!isSole) return undefined;
  return references[0];
}

function parameterOf({ root, keys, isOpen }: Reference): string | undefined {
  if (root === 'parameters' && keys.length === 1 && !isOpen) return keys[0];
  return undefined;
}
