import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A JSON schema. */
export type Schema = Record<string, unknown>;

/** An action of a portal, as `GET /api/scaffolder/v2/actions` returns it. */
export interface Action {
  id: string;
  description?: string;
  schema?: { input?: Schema; output?: Schema };
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
    byId: new Map((ofPortal ?? actions).map(action => [action.id, action])),
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
