import type { LintRule } from '../../rule.ts';

/** Included files are there. */
export const include: LintRule = {
  id: 'include',
  title: 'What $yaml, $json and $text include can be read.',
  why: 'The catalog refuses a template when a file that it includes cannot be read.',
  severity: 'error',
  example: {
    bad: { 'template.yaml': templateOf('./steps.yaml') },
    good: { 'template.yaml': templateOf('./steps.yaml'), 'steps.yaml': '[]\n' },
  },
  check: ({ problems }) =>
    problems.flatMap(({ kind, place, message }) => {
      if (kind === 'syntax') return [];
      if (kind === 'remote') {
        return {
          at: place,
          severity: 'unknown' as const,
          message: `${message}: what it holds is not looked at`,
          fix: 'See that the portal can read it.',
        };
      }
      return {
        at: place,
        message: `${message}: the catalog refuses the template`,
        fix: 'Write the path of a file that lies with the template.',
      };
    }),
};

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
