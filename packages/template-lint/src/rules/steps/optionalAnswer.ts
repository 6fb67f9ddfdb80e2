import { at } from '@goldpath/diagnostics';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { isFormOpen } from '../expressions/declarations.ts';
import { emptyEntityFields } from './emptyEntityFields.ts';
import { emptyPathParts } from './emptyPathParts.ts';
import { mayBeAbsent, requireAnswer, wholeParameter } from './mayBeAbsent.ts';
import { neededInFiles, neededInSteps } from './neededAnswers.ts';

/** The form requires the answers without which a step fails. */
export const optionalAnswer: LintRule = {
  id: 'optional-answer',
  title: 'The form requires, or has a default for, each answer that a step cannot do without.',
  why: 'Without an answer, an input, an argument, a part of a path or a field of an entity is missing, and the task fails after all earlier steps have run.',
  severity: 'warning',
  example: {
    incorrect:
      "parameters: { properties: { page: { type: string } } }\nsteps:\n  - { id: fetch, action: fetch:plain, input: { url: '${{ parameters.page }}' } }\n",
    correct:
      "parameters: { required: [page], properties: { page: { type: string } } }\nsteps:\n  - { id: fetch, action: fetch:plain, input: { url: '${{ parameters.page }}' } }\n",
  },
  check: context => {
    if (isFormOpen(context.template)) return [];
    // a step with an `if` may run only when the field has an answer
    const steps = context.template.steps.filter(({ condition }) => condition === undefined);
    return [
      ...steps.flatMap(step => missingInputs(step, context)),
      ...neededInSteps(context.template),
      ...emptyPathParts(context.template),
      ...once([...neededInFiles(context), ...emptyEntityFields(context)]),
    ];
  },
};

/** The reports without those that repeat the message of an earlier one: one change of the form fixes all of them. */
function once(reports: Report[]): Report[] {
  return [...new Map(reports.toReversed().map(report => [report.message, report])).values()].toReversed();
}

function missingInputs({ action = '', input }: Step, { template, actions }: LintContext): Report[] {
  const required = actions.byId.get(action)?.schema?.input?.required;
  if (!Array.isArray(required)) return [];
  return required.flatMap(key => {
    const given = at(input, String(key));
    const name = wholeParameter(given);
    if (!given || name === undefined || !mayBeAbsent(name, template)) return [];
    return [
      {
        at: given,
        message: `The form does not require ${name}, but ${action} requires ${String(key)}. Without an answer the task fails here.`,
        fix: requireAnswer(name),
      },
    ];
  });
}
