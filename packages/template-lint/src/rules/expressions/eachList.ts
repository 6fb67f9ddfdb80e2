import { at } from '@goldpath/diagnostics';
import { parseExpression } from '../../expression/expression.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { describeTypes } from '../descriptions.ts';
import { findKnownValue } from '../steps/knownValue.ts';

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
  check: ({ template, actions }) =>
    template.steps
      .map(step => toReport(step, findKnownValue(template, actions)))
      .filter(report => report !== undefined),
};

function toReport(step: Step, known: ReturnType<typeof findKnownValue>): Report | undefined {
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
  const value = known(each.value);
  if (!value || !scalars.includes(value.type)) return undefined;
  return {
    at: each,
    message: `${value.written} is ${describeTypes({ type: value.type })}, which is not a list. The task fails here.`,
    fix: 'Read a value that is a list, or change the type of the field to array.',
  };
}
