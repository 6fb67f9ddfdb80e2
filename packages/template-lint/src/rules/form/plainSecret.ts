import { placeIn, stringsOf } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** Tokens of well-known services, by their documented beginning. */
const tokens: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['GitHub', /\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,})/],
  ['GitLab', /\bglpat-[\w-]{20,}/],
  ['Docker Hub', /\bdckr_pat_[\w-]{20,}/],
  ['AWS', /\bAKIA[0-9A-Z]{16}\b/],
  ['npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['Slack', /\bxox[abpr]-[\w-]{20,}/],
];

/** A template has no token in plain text. */
export const plainSecret: LintRule = {
  id: 'plain-secret',
  title: 'A template contains no token of a service.',
  why: 'Everyone who can read the template in the catalog can read and use the token.',
  severity: 'error',
  example: {
    incorrect:
      'steps:\n  - { id: log, action: debug:log, input: { message: glpat-example-example-example } }\n',
    correct:
      "steps:\n  - { id: log, action: debug:log, input: { message: '${{ environment.secrets.key }}' } }\n",
  },
  check: ({ template: { root } }) =>
    [...stringsOf(root)].flatMap(({ node, text }) =>
      tokens
        .filter(([, pattern]) => pattern.test(text))
        .map(([name, pattern]) => ({
          at: placeIn(node, text.search(pattern)),
          message: `This is a token of ${name} in plain text.`,
          fix: 'Revoke it, set a new one in scaffolder.defaultEnvironment.secrets of the portal, and write ${{ environment.secrets.<name> }}.',
        })),
    ),
};
