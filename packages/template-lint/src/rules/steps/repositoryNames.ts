import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';

/** Branches and topics have valid names. */
export const repositoryNames: LintRule = {
  id: 'repository-names',
  title: 'Branches have names that git accepts, and topics have names that GitHub accepts.',
  why: 'The host of the repository rejects the name, and the task fails after the repository was created.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a', topics: ['spring boot'] } }\n",
    correct:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a', topics: [spring-boot] } }\n",
  },
  check: ({ template: { steps } }) =>
    steps
      .filter(({ action = '' }) => /^(publish|github|gitlab|bitbucket)\w*:/.test(action))
      .flatMap(step => [...branchReports(step), ...topicReports(step)]),
};

const BRANCHES = ['branchName', 'targetBranchName', 'defaultBranch', 'branchOrTagName'];

/** A literal part that no name of a branch has: see `git check-ref-format`. */
const INVALID_IN_BRANCH = /[\s~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.lock$/;

function branchReports({ input }: Step): Report[] {
  return BRANCHES.map(key => at(input, key))
    .filter(isText)
    .filter(({ value }) => value !== '' && INVALID_IN_BRANCH.test(literalOf(String(value)).trim()))
    .map(branch => ({
      at: branch,
      message: `git accepts no branch with the name ${JSON.stringify(branch.value)}. The task fails here.`,
      fix: 'Write a name without spaces and special characters, such as add-service.',
    }));
}

function topicReports({ action, input }: Step): Report[] {
  if (!action?.includes('github')) return [];
  return (at(input, 'topics')?.items ?? [])
    .filter(isText)
    .filter(({ value }) => !/^[a-z0-9-]*$/i.test(literalOf(String(value))))
    .map(topic => ({
      at: topic,
      message: `GitHub accepts no topic ${JSON.stringify(topic.value)}. The task fails after the repository was created.`,
      fix: 'Write letters, digits and hyphens, such as spring-boot.',
    }));
}

const isText = (node: Located | undefined): node is Located =>
  typeof node?.value === 'string' && !node.value.includes('{%');

/** A text with a letter in the place of each expression. */
const literalOf = (text: string) => text.replaceAll(/\$?\{\{.*?\}\}/gs, 'x');
