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
  if (!isValid(name, kind, namespace)) {
    return [
      {
        at: node,
        message: `${key} is ${JSON.stringify(value)}, but no entity can have this name.`,
        fix: 'Write the reference of an entity in the catalog, such as group:default/platform or user:default/jane.',
      },
    ];
  }
  if (key === 'owner') return kind === undefined ? [] : otherOwner(node, kind);
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

/** `owner: team:default/parcels` */
function otherOwner(node: Located, kind: string): Report[] {
  if (/^(group|user)$/i.test(kind)) return [];
  return [
    {
      at: node,
      message: `An owner is a group or a user, and not of the kind ${kind}.`,
      fix: 'Write group: or user: before the name.',
    },
  ];
}

const isValid = (name: string, kind?: string, namespace?: string) =>
  (kind === undefined || catalog.isValidKind(kind)) &&
  (namespace === undefined || catalog.isValidNamespace(namespace.toLowerCase())) &&
  catalog.isValidEntityName(name);
