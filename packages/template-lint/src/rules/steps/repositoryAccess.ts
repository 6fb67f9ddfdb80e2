import { at } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** Actions that give a user or a team the rights of an administrator by their input `access`. */
const actions = new Set(['publish:github', 'github:repo:create']);

/** The input `access` names a user or a team, and not a visibility. */
export const repositoryAccess: LintRule = {
  id: 'repository-access',
  title: 'The access of a GitHub repository is a user or a team.',
  why: 'The action makes the user with the name "private" or "public" an administrator of the repository: a stranger.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a', access: private } }\n",
    correct:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a', repoVisibility: private } }\n",
  },
  check: ({ template: { steps } }) =>
    steps
      .filter(({ action }) => actions.has(action ?? ''))
      .map(({ input }) => at(input, 'access'))
      .filter(access => access !== undefined)
      .filter(({ value }) => typeof value === 'string' && /^(private|public|internal)$/i.test(value))
      .map(access => ({
        at: access,
        message: `access is the name of a user or a team: the GitHub user "${String(access.value)}" becomes an administrator of the repository.`,
        fix: 'Write repoVisibility instead of access.',
      })),
};
