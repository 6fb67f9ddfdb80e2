import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A JSON schema. */
export type Schema = Record<string, unknown>;

/** An action of a portal, as `GET /api/scaffolder/v2/actions` returns it. */
export interface Action {
  id: string;
  description?: string;
  schema?: { input?: Schema; output?: Schema };
  /** the package that has it, when it is not installed in this repository */
  module?: string;
}

/** The actions, filters and globals that a portal provides to templates. */
export interface Actions {
  byId: ReadonlyMap<string, Action>;
  /** whether the list is complete, because it comes from a portal */
  isWhole: boolean;
  /** filters in addition to those of the engine */
  filters: ReadonlySet<string>;
  globals: ReadonlySet<string>;
}

/** The data in installed.json. A test compares it with the installed plugins. */
export interface Installed {
  actions: Action[];
  filters: string[];
  globals: string[];
  entitySchemas: Schema[];
  templateSchema: Schema;
}

/**
 * The outputs of Backstage's actions that have no schema for them, from the calls of `ctx.output` in
 * `@backstage/plugin-scaffolder-backend` and `@backstage/plugin-scaffolder-backend-module-github` (Backstage 1.55, read on
 * 2026-11-29).
 */
export const unlistedOutputs: ReadonlyMap<string, string[]> = new Map([
  ['catalog:register', ['entityRef', 'catalogInfoUrl']],
  ...[
    'catalog:write',
    'debug:log',
    'debug:wait',
    'fetch:plain',
    'fetch:plain:file',
    'fetch:template',
    'fetch:template:file',
    'fs:delete',
    'fs:rename',
    'github:autolinks:create',
    'github:branch-protection:create',
    'github:environment:create',
    'github:issues:label',
    'github:pages:enable',
    'github:webhook',
  ].map((action): [string, string[]] => [action, []]),
]);

/** A module of Backstage that is not installed here, with its actions, in published.json. */
interface PublishedModule {
  name: string;
  version: string;
  actions: Action[];
}

let published: Action[] | undefined;

/** The actions of Backstage's other modules, which many portals have. `node tools/run.mjs published-actions` renews them. */
function publishedActions(): Action[] {
  const file = path.join(import.meta.dirname, 'published.json');
  published ??= (JSON.parse(readFileSync(file, 'utf8')) as PublishedModule[]).flatMap(({ name, actions }) =>
    actions.map(action => ({ ...action, module: name })),
  );
  return published;
}

let installed: Installed | undefined;

/** The actions, filters and schemas of the plugins that are installed in this repository. */
export function installedPlugins(): Installed {
  const file = path.join(import.meta.dirname, 'installed.json');
  installed ??= JSON.parse(readFileSync(file, 'utf8')) as Installed;
  return installed;
}

/** The actions of the installed plugins, or those of another portal. */
export function actionsOf(ofPortal?: Action[]): Actions {
  const { actions, filters, globals } = installedPlugins();
  return {
    byId: new Map((ofPortal ?? [...publishedActions(), ...actions]).map(action => [action.id, action])),
    isWhole: ofPortal !== undefined,
    filters: new Set(filters),
    globals: new Set(['always', 'failure', ...globals]),
  };
}

/** The names of a schema's `properties`. */
export function propertyNames({ properties }: Schema): string[] {
  if (typeof properties === 'object' && properties !== null) return Object.keys(properties);
  return [];
}
