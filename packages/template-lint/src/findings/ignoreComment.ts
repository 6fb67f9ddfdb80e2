import type { LintRule } from '../rule.ts';

const publishing = (action: string) => `steps:
  - id: publish
    name: Publish
    # goldpath-lint-ignore-next-line known-action -- a plugin of our portal
    action: ${action}
`;

/**
 * Comments that accept findings are complete and accept some. `acceptFindings` reports them, since it depends on what the
 * other rules report.
 */
export const ignoreComment: LintRule = {
  id: 'ignore-comment',
  title: 'A comment that ignores findings names the rule and the reason, and there is a finding to ignore.',
  why: 'A comment without a reason cannot be reviewed, and one that is not needed hides the next problem in its line.',
  severity: 'warning',
  example: {
    incorrect: publishing('debug:log'),
    correct: publishing('acme:publish'),
  },
  check: () => [],
};
