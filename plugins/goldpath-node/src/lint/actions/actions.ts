import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A JSON schema. */
export type Schema = Record<string, unknown>;

/** An action of a portal, as `GET /api/scaffolder/v2/actions` tells it. */
export interface Action {
  id: string;
  description?: string;
  schema?: { input?: Schema; output?: Schema };
}

/** What a portal offers to templates. */
export interface Actions {
  byId: ReadonlyMap<string, Action>;
  /** whether these are all: a portal was asked */
  isWhole: boolean;
  /** filters beside those of the engine */
  filters: ReadonlySet<string>;
  globals: ReadonlySet<string>;
}

/** What the installed plugins were asked for; a test keeps it equal to what they answer. */
export interface Installed {
  actions: Action[];
  filters: string[];
  globals: string[];
  entitySchemas: Schema[];
  templateSchema: Schema;
}

let installed: Installed | undefined;

/** What the installed plugins answer. */
export function installedPlugins(): Installed {
  const file = path.join(import.meta.dirname, 'installed.json');
  installed ??= JSON.parse(readFileSync(file, 'utf8')) as Installed;
  return installed;
}

/** The actions of the installed plugins, or those of another portal. */
export function actionsOf(answer?: Action[]): Actions {
  const { actions, filters, globals } = installedPlugins();
  return {
    byId: new Map((answer ?? actions).map(action => [action.id, action])),
    isWhole: answer !== undefined,
    filters: new Set(filters),
    globals: new Set(['always', 'failure', ...globals]),
  };
}
