import { at, type Located, placeIn, stringsOf } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { appliedSchemas } from '../../template/parameters.ts';

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
  title:
    'A template contains no token of a service, and asks for passwords and tokens in fields that keep them secret.',
  why: 'Everyone who can read the template in the catalog can read and use a token in it. The portal shows the answers to other fields, and stores them with the task.',
  severity: 'error',
  example: {
    incorrect:
      'steps:\n  - { id: log, action: debug:log, input: { message: glpat-example-example-example } }\n',
    correct:
      "steps:\n  - { id: log, action: debug:log, input: { message: '${{ environment.secrets.key }}' } }\n",
  },
  check: ({ template: { root, pages, rendered } }) => {
    const used = new Set(rendered.flatMap(namesInSecrets));
    return [
      ...[...stringsOf(root)].flatMap(({ node, text }) => tokensIn(node, text)),
      ...pages.flatMap(page => [...appliedSchemas(page)]).flatMap(schema => readableFields(schema, used)),
    ];
  },
};

/** Names of secrets of a repository; others, such as REGISTRY_URI, are only stored with them. */
const REPOSITORY_SECRET = /(password|passwd|passphrase|token|key|secret|credentials?|pat)$/i;

/** The parameters that are secrets of a repository: `secrets: { API_KEY: ${{ parameters.key }} }`. */
function namesInSecrets({ step, keys: [list, name, further], expression }: Rendered): string[] {
  const isSecret = list === 'secrets' && further === undefined && REPOSITORY_SECRET.test(String(name));
  if (!isSecret || !step?.action?.includes('github') || !expression.isWhole) return [];
  return expression.references
    .filter(({ root }) => root === 'parameters')
    .map(({ keys: [name = ''] }) => name);
}

function tokensIn(node: Located, text: string): Report[] {
  return tokens
    .filter(([, pattern]) => pattern.test(text))
    .map(([name, pattern]) => ({
      at: placeIn(node, text.search(pattern)),
      message: `This is a token of ${name} in plain text.`,
      fix: 'Revoke it, set a new one in scaffolder.defaultEnvironment.secrets of the portal, and write ${{ environment.secrets.<name> }}.',
    }));
}

/** Names of fields for a secret itself; `tokenType` and `secretName` are names for something else. */
const SECRET_NAME = /(?:^|[a-z_-])(password|passwd|passphrase|token|api_?key|private_?key)$/i;

/** Fields for secrets that the portal treats as any other text. */
function readableFields(schema: Located, used: ReadonlySet<string>): Report[] {
  return [...(at(schema, 'properties')?.entries.values() ?? [])]
    .filter(({ key, value }) => (SECRET_NAME.test(key) || used.has(key)) && isReadable(value))
    .map(entry => ({
      at: entry,
      severity: 'warning',
      message: `The portal shows the answer to ${entry.key} on the page for the review, and stores it with the task.`,
      fix: `Add "ui:field: Secret", and read it as \${{ secrets.${entry.key} }}.`,
    }));
}

/** Whether a field is a plain text field, without an attempt to hide its answer. */
function isReadable(field: Located): boolean {
  const hides = ['ui:field', 'ui:widget', 'ui:backstage', 'enum', 'const'];
  const isHidden = hides.some(key => field.entries.has(key)) || !!at(field, 'ui:options', 'widget');
  return at(field, 'type')?.value === 'string' && !isHidden;
}
