import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { declarationsOf } from '../expressions/declarations.ts';

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
  check: ({ template }) => {
    const given = template.steps
      .filter(({ action }) => actions.has(action ?? ''))
      .map(({ input }) => at(input, 'access'))
      .filter(access => access !== undefined);
    return [...given.flatMap(visibilityReports), ...given.flatMap(access => entityReports(access, template))];
  },
};

const visibilityReports = (given: Located) =>
  [given]
    .filter(({ value }) => typeof value === 'string' && /^(private|public|internal)$/i.test(value))
    .map(access => ({
      at: access,
      message: `access is the name of a user or a team: the GitHub user "${String(access.value)}" becomes an administrator of the repository.`,
      fix: 'Write repoVisibility instead of access.',
    }));

/** `access: ${{ parameters.owner }}` or `acme/${{ parameters.owner }}` of an OwnerPicker. */
function entityReports(access: Located, { pages }: LintTemplate): Report[] {
  const [, name = ''] =
    /^\s*(?:(?:[\w.-]+|\$\{\{[^{}]*\}\})\/)?\$\{\{-?\s*parameters\.(\w+)\s*-?\}\}\s*$/.exec(
      String(access.value),
    ) ?? [];
  const fields = declarationsOf(pages, name).map(field => at(field, 'ui:field')?.value);
  const [field] = fields;
  const isOfEntity = fields.every(one => one === 'OwnerPicker' || one === 'MyGroupsPicker');
  if (!isOfEntity || typeof field !== 'string') return [];
  return [
    {
      at: access,
      message: `The answer of ${field} is a reference such as group:default/platform, which is not a user or a team of GitHub. The task fails here.`,
      fix: 'Write the name of a user, or organization/team.',
    },
  ];
}
