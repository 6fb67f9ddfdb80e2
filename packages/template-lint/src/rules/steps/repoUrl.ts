import { at, type Located, placeIn } from '@goldpath/diagnostics';
import { propertyNames } from '../../actions/actions.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered, Step } from '../../template/lintTemplate.ts';
import { declarationsOf } from '../expressions/declarations.ts';
import { missingParts } from './repoUrlParts.ts';

/** The `repoUrl` of an action has the form of the RepoUrlPicker. */
export const repoUrl: LintRule = {
  id: 'repo-url',
  title: 'The repoUrl of an action has the form github.com?owner=acme&repo=service.',
  why: 'The actions of the portal do not accept the address of a web page as repoUrl, an entity as its owner, or an empty name, and the task fails at the step.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'https://github.com/acme/service' } }\n",
    correct:
      "steps:\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=service' } }\n",
  },
  check: ({ template, actions }) => {
    const takesRepoUrl = ({ action = '' }: Step) =>
      propertyNames(actions.byId.get(action)?.schema?.input ?? {}).includes('repoUrl');
    return [
      ...template.steps.filter(takesRepoUrl).flatMap(addressReports),
      ...template.steps
        .filter(takesRepoUrl)
        .flatMap(({ input }) => missingParts(at(input, 'repoUrl'), template)),
      ...template.rendered
        .filter(({ step, in: where, keys: [key] }) => step && where === 'input' && key === 'repoUrl')
        .flatMap(rendered => partReports(rendered, template)),
    ];
  },
};

function addressReports({ input }: Step): Report[] {
  const value = at(input, 'repoUrl');
  if (typeof value?.value !== 'string' || !isAddress(value.value)) return [];
  return [
    {
      at: value,
      message: 'This is the address of a web page, which the action does not accept. The task fails here.',
      fix: 'Write host?owner=...&repo=..., or the parameter of the RepoUrlPicker.',
    },
  ];
}

/** Whether a value is a URL, or the output of a step that is one. */
function isAddress(text: string): boolean {
  return (
    /^https?:\/\//.test(text) ||
    /^\$\{\{\s*steps(?:\.\w+|\[["'][^"']+["']\])\.output\.(remoteUrl|repoContentsUrl)\s*\}\}$/.test(text)
  );
}

/** `owner=${{ parameters.owner }}` and `repo=${{ parameters.name }}`, when the parameter cannot be that, or may be empty. */
function partReports({ node, expression, condition }: Rendered, template: LintTemplate): Report[] {
  const { text, references } = expression;
  return references.flatMap(({ root, keys, offset, isGuarded }) => {
    const before = /[?&](owner|repo|organization|project|workspace)=\$\{\{-?\s*$/.exec(text.slice(0, offset));
    const [name = '', further] = keys;
    if (!before || root !== 'parameters' || further !== undefined || isGuarded) return [];
    const after = text.slice(offset);
    const isWholePart = /^[\w.]+\s*-?\}\}(&|$)/.test(after);
    const found =
      (ENTITY.test(after) ? entityReport(name, before[1] ?? '', template) : undefined) ??
      (isWholePart ? emptyReport(name, template) : undefined);
    // a step with an `if` may run only when the field has an answer
    if (!found || (condition && found.severity === 'warning')) return [];
    return [{ ...found, at: placeIn(node, offset) }];
  });
}

/** The answer itself, or what is after its colon: the namespace and the name. */
const ENTITY = /^[\w.]+(\.split\(\s*(['"]):\2\s*\)\[1\])?\s*-?\}\}/;

type Found = Omit<Report, 'at'>;

/** Field extensions whose answer is an entity, such as group:default/platform. */
const ofEntities = ['OwnerPicker', 'EntityPicker', 'MyGroupsPicker', 'OwnedEntityPicker'];

function entityReport(name: string, part: string, { pages }: LintTemplate): Found | undefined {
  const fields = declarationsOf(pages, name).map(field => at(field, 'ui:field')?.value);
  const [field] = fields;
  const isOfEntity = fields.every(one => typeof one === 'string' && ofEntities.includes(one));
  if (!isOfEntity || typeof field !== 'string') return undefined;
  return {
    message: `The answer of ${field} is a reference such as group:default/platform, which is not the ${part} of a repository. The task fails here.`,
    fix: `Ask for the ${part} in a field of its own, or write \${{ parameters.${name} | parseEntityRef | pick('name') }} if the names are the same.`,
  };
}

/** A text field that the user may leave empty. */
function emptyReport(name: string, { pages, parameters }: LintTemplate): Found | undefined {
  const field = parameters.fields.get(name);
  const isPlain = (schema: Located) =>
    at(schema, 'type')?.value === 'string' && !['default', 'ui:field', 'const'].some(key => at(schema, key));
  const isOnPage = pages.some(page => at(page, 'properties') === field?.properties);
  if (!field || field.isRequired || !isOnPage || !declarationsOf(pages, name).every(isPlain))
    return undefined;
  return {
    severity: 'warning',
    message: `The form does not require ${name}. Without an answer the task fails here.`,
    fix: `Add ${name} to "required" of its page.`,
  };
}
