import { at } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

const template = (name: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: ${name}
spec:
  type: service
  steps: []
`;

/** Names of templates are unique in a file, and in the folders beside each other. */
export const duplicateTemplateName: LintRule = {
  id: 'duplicate-template-name',
  title: 'Each template has a name that no other one beside it has.',
  why: 'The catalog keeps one of them, and only writes the conflict to its log, so the other one is never listed.',
  severity: 'error',
  example: {
    incorrect: { 'template.yaml': `${template('example')}---\n${template('example')}` },
    correct: { 'template.yaml': `${template('example')}---\n${template('another-example')}` },
  },
  *check({ template: { root }, namesake }) {
    if (namesake === undefined) return;
    const name = at(root, 'metadata', 'name');
    if (!name) return;
    yield {
      at: name,
      message: `The template in ${namesake} has the name ${String(name.value)}, too, so the portal lists only one of them.`,
      fix: 'Give one of them another metadata.name.',
    };
  },
};
