import { at, type Located } from '@goldpath/diagnostics';
import type { Schema } from '../../actions/actions.ts';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import { listAlternatives } from '../descriptions.ts';
import { declarationsOf } from '../expressions/declarations.ts';
import { fieldChoices } from '../form/fieldChoices.ts';

/** The choices of a field are choices of the input that gets the answer. */
export const choiceInput: LintRule = {
  id: 'choice-input',
  title: 'Each choice of a field is one that the input accepts which gets the answer.',
  why: 'With another answer the portal rejects the input, and the task fails after all earlier steps have run.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { who: { type: string, enum: [Public, Private] } } }\nsteps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a', repoVisibility: '${{ parameters.who }}' } }\n",
    correct:
      "parameters: { properties: { who: { type: string, enum: [public, private] } } }\nsteps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a', repoVisibility: '${{ parameters.who }}' } }\n",
  },
  check: context =>
    context.template.steps.flatMap(({ action = '', input }) => {
      const properties = context.actions.byId.get(action)?.schema?.input?.properties;
      const schemas = (properties ?? {}) as Partial<Record<string, Schema>>;
      return [...(input?.entries.values() ?? [])].flatMap(({ key, value }) =>
        reportsOf(key, value, schemas[key]?.enum, context),
      );
    }),
};

const PARAMETER = /^\s*\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*-?\}\}\s*$/;

function reportsOf(
  key: string,
  given: Located,
  accepted: unknown,
  { template: { pages } }: LintContext,
): Report[] {
  if (!Array.isArray(accepted) || typeof given.value !== 'string') return [];
  const [, dotted, quoted] = PARAMETER.exec(given.value) ?? [];
  const name = dotted ?? quoted;
  if (name === undefined) return [];
  const fields = declarationsOf(pages, name).filter(field => at(field, 'type'));
  const choices = fieldChoices(fields);
  const refused = [...(choices ?? [])].filter(choice => !accepted.includes(choice));
  if (refused.length === 0) return [];
  return [
    {
      at: given,
      message: `${name} can be ${listAlternatives(refused.map(String))}, but ${key} accepts ${listAlternatives(accepted.map(String))}. With such an answer the task fails here.`,
      fix: `Let the user select from the values of ${key}; ui:enumNames gives them other names.`,
    },
  ];
}
