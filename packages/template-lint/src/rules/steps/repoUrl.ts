import { at, type Located } from '@goldpath/diagnostics';
import { propertyNames } from '../../actions/actions.ts';
import type { LintRule } from '../../rule.ts';

/** The `repoUrl` of an action has the form of the RepoUrlPicker. */
export const repoUrl: LintRule = {
  id: 'repo-url',
  title: 'The repoUrl of an action has the form github.com?owner=acme&repo=service.',
  why: 'The actions of the portal do not accept the address of a web page as repoUrl, and the task fails at the step.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'https://github.com/acme/service' } }\n",
    correct:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=service' } }\n",
  },
  check: ({ template: { steps }, actions }) =>
    steps
      .filter(({ action }) =>
        propertyNames(actions.byId.get(action ?? '')?.schema?.input ?? {}).includes('repoUrl'),
      )
      .map(({ input }) => at(input, 'repoUrl'))
      .filter((value): value is Located => typeof value?.value === 'string' && isAddress(value.value))
      .map(value => ({
        at: value,
        message: 'This is the address of a web page, which the action does not accept. The task fails here.',
        fix: 'Write host?owner=...&repo=..., or the parameter of the RepoUrlPicker.',
      })),
};

/** Whether a value is a URL, or the output of a step that is one. */
function isAddress(text: string): boolean {
  return (
    /^https?:\/\//.test(text) ||
    /^\$\{\{\s*steps(?:\.\w+|\[["'][^"']+["']\])\.output\.(remoteUrl|repoContentsUrl)\s*\}\}$/.test(text)
  );
}
