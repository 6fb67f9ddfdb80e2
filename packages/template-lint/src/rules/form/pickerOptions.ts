import { at, certainMatch, type Entry, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';
import type { Picker } from './pickers.ts';

/** The problems in the values of options of a field extension. */
export function optionValueReports(schema: Located, name: string, picker: Picker): Report[] {
  const options = at(schema, 'ui:options');
  return [
    ...optionsAsList(options),
    ...withoutPrefix(schema, name, picker),
    ...hostReports(options),
    ...(name === 'RepoUrlPicker' ? [...foreignParts(options), ...repositoriesAsOwners(options)] : []),
    ...filterReports(at(options, 'catalogFilter')),
    ...kindReports(at(options, 'allowedKinds')),
    ...kindReports(at(options, 'defaultKind')),
    ...credentialReports(options),
  ];
}

/** `ui:options: [allowedHosts: [...]]` */
function optionsAsList(options: Located | undefined): Report[] {
  if (options?.kind !== 'seq') return [];
  return [
    {
      at: options,
      message: 'ui:options is a list, so the form reads none of its options.',
      fix: 'Write a map: the options without hyphens before them.',
    },
  ];
}

/** `options: { allowedKinds: [Group] }` beside the field extension. */
function withoutPrefix(schema: Located, name: string, { options }: Picker): Report[] {
  const entry = schema.entries.get('options');
  const keys = [...(entry?.value.entries.keys() ?? [])];
  if (!entry || schema.entries.has('ui:options') || !keys.some(key => Object.hasOwn(options, key))) return [];
  return [
    {
      at: entry,
      severity: 'warning',
      message: `${name} reads its options only from ui:options, so these have no effect.`,
      fix: 'Write ui:options.',
    },
  ];
}

/** `allowedHosts: [https://github.com/acme]`, which is not the host of an integration. */
function hostReports(options: Located | undefined): Report[] {
  return (at(options, 'allowedHosts')?.items ?? [])
    .filter(({ value }) => typeof value === 'string' && !value.includes('{') && /\/|^$/.test(value))
    .map(host => ({
      at: host,
      message: `${JSON.stringify(host.value)} is not a host, so the form has no repository to select.`,
      fix: `Write a host, such as ${hostOf(String(host.value))}.`,
    }));
}

/** Options for the parts of a repository that only other providers have. */
const FOREIGN_PARTS = ['allowedOrganizations', 'allowedProjects'];
const OWNED_HOSTS = ['github.com', 'gitlab.com'];

/** `allowedOrganizations: [acme]` with github.com, where the owner is not limited by it. */
function foreignParts(options: Located | undefined): Report[] {
  const hosts = at(options, 'allowedHosts')?.items ?? [];
  const isOf = (names: readonly string[]) =>
    hosts.length > 0 && hosts.every(({ value }) => names.includes(value as string));
  if (isOf(['dev.azure.com'])) return ownersOfAzure(options);
  if (!isOf(OWNED_HOSTS)) return [];
  return FOREIGN_PARTS.map(key => options?.entries.get(key))
    .filter(entry => entry !== undefined)
    .map(entry => ({
      at: entry,
      severity: 'warning',
      message: `${entry.key} limits nothing on ${String(hosts[0]?.value)}, where a repository has an owner.`,
      fix: 'Write allowedOwners.',
    }));
}

/** `allowedOwners: [acme]` with dev.azure.com, where a repository has no owner. */
function ownersOfAzure(options: Located | undefined): Report[] {
  const entry = options?.entries.get('allowedOwners');
  if (!entry) return [];
  return [
    {
      at: entry,
      severity: 'warning',
      message:
        'allowedOwners limits nothing on dev.azure.com, where a repository has an organization and a project.',
      fix: 'Write allowedOrganizations or allowedProjects.',
    },
  ];
}

/** `allowedOwners: [acme/parcels]` with github.com, whose owners have no slash. */
function repositoriesAsOwners(options: Located | undefined): Report[] {
  const hosts = at(options, 'allowedHosts')?.items ?? [];
  if (hosts.length === 0 || !hosts.every(({ value }) => value === 'github.com')) return [];
  return (at(options, 'allowedOwners')?.items ?? [])
    .filter(({ value }) => typeof value === 'string' && !value.includes('{') && value.includes('/'))
    .map(owner => ({
      at: owner,
      message: `${JSON.stringify(owner.value)} is not an owner on github.com, so no repository can be created there.`,
      fix: `Write the name of a user or an organization, such as ${String(owner.value).split('/', 1)[0] || 'acme'}.`,
    }));
}

function hostOf(address: string): string {
  const [host = ''] = address.replace(/^[a-z]*:?\/\//i, '').split('/');
  return host || 'github.com';
}

/** Fields of entities that a filter of the catalog can compare. */
const ENTITY_FIELD = /^(kind|apiVersion|(metadata|spec|relations|status)\..+)$/i;

/** `catalogFilter: { type: service }`, which no entity has. */
function filterReports(filter: Located | undefined): Report[] {
  if (!filter) return [];
  const filters = filter.kind === 'seq' ? filter.items : [filter];
  const entries = filters.flatMap(({ entries }) => [...entries.values()]);
  return [
    ...filters.filter(({ value }) => typeof value === 'string' && !value.includes('{')).map(plainFilter),
    ...entries.filter(({ key }) => /^kind$/i.test(key)).flatMap(({ value }) => kindReports(value)),
    ...entries.flatMap(({ value }) => operatorReports(value)),
    ...fieldsOfFilter(entries),
  ];
}

/** `catalogFilter: Component` */
const plainFilter = (filter: Located): Report => ({
  at: filter,
  message: 'The filter is a string, and not a map of fields, so the form has no entity to select.',
  fix: `Write { kind: ${String(filter.value)} }.`,
});

/** The kinds of Backstage's catalog. */
const KINDS = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User', 'Template', 'Location'];

/** `kind: Componet`; other kinds may be those of a plugin. */
function kindReports(kinds: Located | undefined): Report[] {
  if (!kinds) return [];
  return (kinds.kind === 'seq' ? kinds.items : [kinds]).flatMap((kind): Report[] => {
    const written = String(kind.value).toLowerCase();
    const known = KINDS.map(name => name.toLowerCase());
    if (typeof kind.value !== 'string' || known.includes(written)) return [];
    if (/[,;\s]/.test(written)) return [severalKinds(kind)];
    const match = certainMatch(written, known) ?? known.find(name => written === `${name}s`);
    if (match === undefined) return [];
    return [
      {
        at: kind,
        message: `No entity is of the kind ${kind.value}, so the form has none to select.`,
        fix: `Write ${KINDS[known.indexOf(match)]}.`,
      },
    ];
  });
}

/** `kind: Group,User` */
const severalKinds = (kind: Located): Report => ({
  at: kind,
  message: `No entity is of the kind ${JSON.stringify(kind.value)}, so the form has none to select.`,
  fix: 'Write a list: [Group, User].',
});

/** `{ exist: true }`, where only `exists` is an operator. */
function operatorReports(value: Located): Report[] {
  const conditions = value.kind === 'seq' ? value.items : [value];
  return conditions
    .flatMap(({ entries }) => [...entries.values()])
    .filter(({ key }) => key !== 'exists' && key !== '<<')
    .filter(({ key }) => certainMatch(key, ['exists']) !== undefined)
    .map(entry => ({
      at: entry,
      message: `A filter has no operator ${entry.key}.`,
      fix: 'Write exists: true, or false.',
    }));
}

function fieldsOfFilter(entries: readonly Entry[]): Report[] {
  return entries
    .filter(({ key }) => !ENTITY_FIELD.test(key) && key !== '<<')
    .map(entry => ({
      at: entry,
      message: `Entities have no field ${entry.key}, so the form has no entity to select.`,
      fix: `Write the path of a field, such as ${pathOf(entry)}.`,
    }));
}

function pathOf({ key, value }: Entry): string {
  if (/^kinds?$/i.test(key)) return 'kind';
  const [below] = value.entries.keys();
  return below === undefined ? `spec.${key}` : `${key}.${below}`;
}

const providers = ['gitea', 'gerrit', 'github', 'gitlab', 'bitbucket', 'azure'];

/** The token of a user that is stored under no name, or with scopes that are not read. */
function credentialReports(options: Located | undefined): Report[] {
  const entry = options?.entries.get('requestUserCredentials');
  if (entry?.value.kind !== 'map') return [];
  const reports: Report[] = [];
  if (!entry.value.entries.has('secretsKey')) {
    reports.push({
      at: entry,
      message: 'Without secretsKey, no secret has the token of the user.',
      fix: 'Add secretsKey with a name, and read it as secrets.<name>.',
    });
  }
  const scopes = at(entry.value, 'additionalScopes');
  if (scopes && scopes.kind !== 'unknown' && !providers.some(name => scopes.entries.has(name))) {
    reports.push({
      at: scopes,
      message: 'The scopes are not those of a provider, so none is requested.',
      fix: 'Write the name of the provider before the list: additionalScopes: { github: [workflow] }.',
    });
  }
  const lists = [...(scopes?.entries.values() ?? [])].filter(({ value }) => typeof value.value === 'string');
  return [
    ...reports,
    ...lists.map(({ value }) => ({
      at: value,
      message: 'The scopes of a provider are a list, so this one is not requested.',
      fix: `Write [${String(value.value)}].`,
    })),
  ];
}
