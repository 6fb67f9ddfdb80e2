import { makeValidator } from '@backstage/catalog-model';
import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';

const catalog = makeValidator();

/** References to entities have the format of one. */
export const entityRef: LintRule = {
  id: 'entity-ref',
  title: 'References to entities have the form group:default/platform, or platform.',
  why: 'No entity can have a name with spaces or an @, so a template with such an owner has none, and a page with such a link fails.',
  severity: 'warning',
  example: {
    incorrect: 'owner: platform@example.com\nsteps: []\n',
    correct: 'owner: group:default/platform\nsteps: []\n',
  },
  check({ template: { spec } }) {
    const links = at(spec, 'output', 'links')?.items ?? [];
    return [
      ...['owner', 'system'].flatMap(key => reportsOf(at(spec, key), key)),
      ...links.flatMap(link => reportsOf(at(link, 'entityRef'), 'entityRef')),
    ];
  },
};

function reportsOf(node: Located | undefined, key: string): Report[] {
  const { value } = node ?? {};
  // template-schema reports an empty string
  if (!node || typeof value !== 'string' || value === '' || /\{[{%]/.test(value)) return [];
  const [, kind, namespace, name = ''] = /^(?:([^:/]*):)?(?:([^/]*)\/)?(.*)$/s.exec(value) ?? [];
  const isValid =
    (kind === undefined || catalog.isValidKind(kind)) &&
    (namespace === undefined || catalog.isValidNamespace(namespace.toLowerCase())) &&
    catalog.isValidEntityName(name);
  if (!isValid) {
    return [
      {
        at: node,
        message: `${key} is ${JSON.stringify(value)}, but no entity can have this name.`,
        fix: 'Write the reference of an entity in the catalog, such as group:default/platform or user:default/jane.',
      },
    ];
  }
  if (key !== 'entityRef' || kind !== undefined) return [];
  return [
    {
      at: node,
      severity: 'error',
      message: 'The reference of a link needs a kind. Without one the page of the finished task fails.',
      fix: `Write component:${value}, with the kind of the entity.`,
    },
  ];
}
