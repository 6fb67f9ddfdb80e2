import { at, type Located } from '@goldpath/diagnostics';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';
import { declarationsOf, isFormOpen } from '../expressions/declarations.ts';

/** The form requires the answers that are required inputs. */
export const optionalAnswer: LintRule = {
  id: 'optional-answer',
  title: 'The form requires, or has a default for, each answer that is a required input of a step.',
  why: 'Without an answer the portal leaves the input out, rejects the rest, and the task fails after all earlier steps have run.',
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
    return context.template.steps
      .filter(({ condition }) => condition === undefined)
      .flatMap(step => reportsOf(step, context));
  },
};

const PARAMETER = /^\s*\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*-?\}\}\s*$/;

function reportsOf({ action = '', input }: Step, { template, actions }: LintContext): Report[] {
  const required = actions.byId.get(action)?.schema?.input?.required;
  if (!Array.isArray(required)) return [];
  return required.flatMap(key => {
    const given = at(input, String(key));
    const [, dotted, quoted] = PARAMETER.exec(String(given?.value)) ?? [];
    const name = dotted ?? quoted;
    if (!given || name === undefined || !mayBeAbsent(name, template)) return [];
    return [
      {
        at: given,
        message: `The form does not require ${name}, but ${action} requires ${String(key)}. Without an answer the task fails here.`,
        fix: `Add ${name} to "required" of its page.`,
      },
    ];
  });
}

/** Whether a plain field of a page may have no answer. */
function mayBeAbsent(name: string, { pages, parameters }: LintTemplate): boolean {
  const field = parameters.fields.get(name);
  const isPlain = (schema: Located) =>
    at(schema, 'type') && !['default', 'ui:field', 'const', '$ref'].some(key => at(schema, key));
  const isOnPage = pages.some(page => at(page, 'properties') === field?.properties);
  const isRequired = pages.some(page => at(page, 'required')?.items.some(({ value }) => value === name));
  return !!field && !isRequired && isOnPage && declarationsOf(pages, name).every(isPlain);
}
