import { lintRules } from '@goldpath/template-lint';
import { SetupError } from '../setup/steps.ts';
import { camelCase } from './names.ts';
import type { Plan } from './plan.ts';
import { addElement, addImport } from './register.ts';

const FOLDER = 'packages/template-lint/src/rules/steps';

/**
 * Plans a lint rule about templates, with its case in the corpus, which tests the rule.
 *
 * @throws SetupError when a rule has the id
 */
export function planLintRule(id: string): Plan {
  if (lintRules.some(rule => rule.id === id))
    throw new SetupError(`The lint rule ${id} exists already; choose another name.`);
  const name = camelCase(id);
  const corpusCase = `packages/template-lint/corpus/${id}/placeholder.txt`;
  return {
    files: new Map([
      [`${FOLDER}/${name}.ts`, ruleSource(id)],
      [corpusCase, caseSource(id)],
    ]),
    edits: {
      [`${FOLDER}/stepRules.ts`]: source =>
        addElement(addImport(source, `import { ${name} } from './${name}.ts';`), 'stepRules', name),
    },
    next: [
      `Replace the example (a step with the id "placeholder") in ${FOLDER}/${name}.ts and in ${corpusCase}.`,
      'Move the rule to another folder of rules/ if it is not about steps and their input.',
      'Update the documentation: npx vitest run packages/template-lint/src/explain.test.ts -u',
      'Run: npm run watch packages/template-lint',
    ],
  };
}

const ruleSource = (id: string) => `import { at } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** Steps have descriptive ids. */
export const ${camelCase(id)}: LintRule = {
  id: '${id}',
  title: 'Each step has a descriptive id.',
  why: 'Expressions that read the output of a step with a placeholder as its id are hard to understand.',
  severity: 'warning',
  example: {
    incorrect: 'steps:\\n  - { id: placeholder, action: debug:log }\\n',
    correct: 'steps:\\n  - { id: log-answers, action: debug:log }\\n',
  },
  check({ template: { steps } }) {
    return steps
      .filter(step => step.id === 'placeholder')
      .map(({ node }) => ({
        at: at(node, 'id') ?? node,
        message: 'The id of the step is a placeholder.',
        fix: 'Name the step after its purpose.',
      }));
  },
};
`;

const template = (id: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: parcel-desk
spec:
  type: service
  steps:
    - id: ${id}
      action: debug:log
`;

const caseSource = (rule: string) => `--- incorrect/template.yaml
${template('placeholder')}--- expected
template.yaml:8:11 ${rule}
--- correct/template.yaml
${template('log-answers')}`;
