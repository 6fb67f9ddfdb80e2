import { at } from '@goldpath/diagnostics';
import { parseExpression } from '../../expression/expression.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';
import { fieldOf } from '../steps/inputSchema.ts';

const scalars = ['string', 'number', 'integer', 'boolean'];

/** `each` has a list or an object. */
export const eachList: LintRule = {
  id: 'each-list',
  title: 'The `each` of a step is a list or an object.',
  why: 'The task fails at a step whose `each` is anything else.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, each: '${{ parameters.name }}', action: debug:log, input: { message: '${{ each.value }}' } }\n",
    correct:
      "parameters: { properties: { names: { type: array, items: { type: string } } } }\nsteps:\n  - { id: log, each: '${{ parameters.names }}', action: debug:log, input: { message: '${{ each.value }}' } }\n",
  },
  check: ({ template }) =>
    template.steps.map(step => toReport(step, template)).filter(report => report !== undefined),
};

function toReport(step: Step, { parameters }: LintTemplate): Report | undefined {
  const each = at(step.node, 'each');
  if (typeof each?.value !== 'string') return undefined;
  const { isTemplated, isWhole, problem } = parseExpression(each.value);
  // expression-syntax reports these
  if (problem) return undefined;
  if (!isTemplated || !isWhole) {
    return {
      at: each,
      message: 'The result is a string, which is not a list. The task fails here.',
      fix: 'Write a list, or a single expression, ${{ ... }}, with nothing around it.',
    };
  }
  const field = fieldOf(each.value) ?? '';
  const type = parameters.types.get(field) ?? '';
  if (!scalars.includes(type)) return undefined;
  return {
    at: each,
    message: `parameters.${field} is of the type ${type}, which is not a list. The task fails here.`,
    fix: 'Change the type of the field to array, or read a field that is a list.',
  };
}
