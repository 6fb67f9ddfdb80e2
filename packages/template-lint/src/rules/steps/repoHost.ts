import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';
import { appliedSchemas } from '../../template/parameters.ts';

/** The public hosts of providers, with the part of the names of actions that only work with this provider. */
const providers = [
  { name: 'GitHub', host: /^github\.com$/, action: /^(publish:)?github(:|$)/ },
  { name: 'GitLab', host: /^gitlab\.com$/, action: /^(publish:)?gitlab(:|$)/ },
  { name: 'Bitbucket', host: /^bitbucket\.org$/, action: /^(publish:)?bitbucket/ },
  { name: 'Azure DevOps', host: /^dev\.azure\.com$/, action: /^(publish:)?azure(:|$)/ },
];

/** The hosts that a user can select are those of the actions that use the answer. */
export const repoHost: LintRule = {
  id: 'repo-host',
  title: 'The host of a repository is one of the provider whose actions use it.',
  why: 'The actions of a provider fail with the host of another one: publish:github cannot create a repository on gitlab.com.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'gitlab.com?owner=acme&repo=service' } }\n",
    correct:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=service' } }\n",
  },
  check: ({ template }) => [
    ...template.steps.flatMap(literalReports),
    ...template.pages
      .flatMap(page => [...appliedSchemas(page)])
      .flatMap(schema => [...(at(schema, 'properties')?.entries.values() ?? [])])
      .flatMap(({ key, value }) => pickerReports(key, value, template)),
  ],
};

const providerOf = (action = '') => providers.find(({ action: own }) => own.test(action));

const isForeign = (host: string, { host: own }: (typeof providers)[number]) =>
  !own.test(host) && providers.some(({ host: known }) => known.test(host));

/** `repoUrl: gitlab.com?owner=a&repo=b` of an action for GitHub */
function literalReports({ action, input }: Step): Report[] {
  const provider = providerOf(action);
  const node = at(input, 'repoUrl');
  const [, host = ''] = /^([\w.-]+)\?/.exec(String(node?.value)) ?? [];
  if (!provider || !node || !isForeign(host, provider)) return [];
  return [
    {
      at: node,
      message: `${action} works with ${provider.name}, and fails with ${host}.`,
      fix: `Write a host of ${provider.name}, or use the action of the provider of ${host}.`,
    },
  ];
}

/** The hosts of a RepoUrlPicker whose answer only actions of another provider use. */
function pickerReports(field: string, schema: Located, { steps, hasUnknownSteps }: LintTemplate): Report[] {
  if (at(schema, 'ui:field')?.value !== 'RepoUrlPicker' || hasUnknownSteps) return [];
  const reader = new RegExp(String.raw`^\$\{\{-?\s*parameters(?:\.${field}|\[['"]${field}['"]\])\s*-?\}\}$`);
  const readers = steps.filter(({ input }) => reader.test(String(at(input, 'repoUrl')?.value)));
  const found = readers.map(({ action }) => providerOf(action));
  const [provider] = found;
  // a step with an `if` may be for one of the hosts
  const isSure =
    found.every(other => other === provider) && readers.every(({ condition }) => condition === undefined);
  if (!provider || !isSure) return [];
  return (at(schema, 'ui:options', 'allowedHosts')?.items ?? [])
    .filter(({ value }) => typeof value === 'string' && isForeign(value, provider))
    .map(host => ({
      at: host,
      severity: 'warning',
      message: `The user can select ${String(host.value)}, but ${readers[0]?.action} works with ${provider.name}. With this answer the task fails.`,
      fix: `Remove it, or add steps with an \`if\` for the provider of ${String(host.value)}.`,
    }));
}
