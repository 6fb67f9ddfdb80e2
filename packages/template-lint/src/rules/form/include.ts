import type { SourceProblem } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';

/** Included files can be read. */
export const include: LintRule = {
  id: 'include',
  title: 'The files that $yaml, $json and $text include can be read.',
  why: 'The catalog rejects a template that includes a file which cannot be read.',
  severity: 'error',
  example: {
    incorrect: { 'template.yaml': templateOf('./steps.yaml') },
    correct: { 'template.yaml': templateOf('./steps.yaml'), 'steps.yaml': '[]\n' },
  },
  check: ({ problems }) => problems.filter(({ kind }) => kind !== 'syntax').map(toReport),
};

function toReport({ kind, place, message }: SourceProblem): Report {
  if (kind === 'remote') {
    return {
      at: place,
      severity: 'unknown',
      message: `${message}, so its content is not checked.`,
      fix: 'Make sure that the portal can read it.',
    };
  }
  return {
    at: place,
    message: `${message}. The catalog rejects the template.`,
    fix: 'Write the path of a file beside the template.',
  };
}

function templateOf(file: string): string {
  return `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: example }
spec:
  type: service
  steps:
    $yaml: ${file}
`;
}
