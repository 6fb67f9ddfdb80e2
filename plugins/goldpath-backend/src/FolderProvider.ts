import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { ANNOTATION_DESCRIPTOR_PROBLEM } from '@goldpath/plugin-goldpath-common';
import { isStale, type Reading } from './descriptor.ts';

/** The folder that a {@link FolderProvider} reads, and how. */
export interface ProvidedFolder {
  /** the name of the provider */
  name: string;
  /** absolute path of the folder whose folders are read; it can be missing */
  root: string;
  /** reads the entities of one of its folders, by absolute path */
  read: (folder: string) => Promise<Reading>;
  /**
   * whether the provider takes over an entity that a location of the catalog had added from the same file; otherwise that entity
   * is in conflict with the provider's
   */
  replacesLocations?: boolean;
}

/** Provides the entities of all folders in a folder to the catalog, within seconds of a change. */
export class FolderProvider implements EntityProvider {
  readonly #folder: ProvidedFolder;
  readonly #scheduler: SchedulerService;
  readonly #logger: LoggerService;
  /** by folder name; the entities are those of the last valid reading */
  readonly #readings = new Map<string, Reading>();
  #warnings = new Set<string>();
  #failure = '';
  #applied = false;

  constructor(folder: ProvidedFolder, services: { scheduler: SchedulerService; logger: LoggerService }) {
    this.#folder = folder;
    this.#scheduler = services.scheduler;
    this.#logger = services.logger;
  }

  getProviderName(): string {
    return this.#folder.name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#scheduler.scheduleTask({
      id: this.getProviderName(),
      // A run costs a stat for each file, and a user waits for the new service or template to appear.
      frequency: { seconds: 1 },
      timeout: { seconds: 30 },
      scope: 'local',
      fn: () => this.#run(connection),
    });
  }

  /** Reads every changed folder, and replaces the catalog's entities of this provider when any has changed. */
  async refresh(connection: EntityProviderConnection): Promise<void> {
    if (!(await this.#update()) && this.#applied) return;
    this.#applied = false;
    const { entities, warnings } = this.#collect();
    this.#warn(warnings);
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey: this.#locationKeyOf(entity) })),
    });
    this.#applied = true;
  }

  /** The catalog keeps an entity for the one who has added it, by this key. */
  #locationKeyOf({ metadata }: Entity): string {
    const location = metadata.annotations?.[ANNOTATION_LOCATION];
    if (this.#folder.replacesLocations && location !== undefined) return location;
    return this.getProviderName();
  }

  async #run(connection: EntityProviderConnection): Promise<void> {
    try {
      await this.refresh(connection);
      this.#failure = '';
    } catch (error) {
      // The scheduler would drop the error. The next run tries again.
      const failure = `The folders in ${this.#folder.root} could not be read into the catalog: ${String(error)}`;
      if (failure !== this.#failure) this.#logger.error(failure);
      this.#failure = failure;
    }
  }

  /** @returns whether any folder has changed since the last call */
  async #update(): Promise<boolean> {
    const names = new Set(await folderNames(this.#folder.root));
    let changed = false;
    for (const name of this.#readings.keys()) {
      if (!names.has(name)) changed = this.#readings.delete(name);
    }
    for (const name of names) {
      const known = this.#readings.get(name);
      if (known && !(await isStale(known))) continue;
      const reading = await this.#folder.read(path.join(this.#folder.root, name));
      if (reading.problem && known) reading.entities = known.entities;
      this.#readings.set(name, reading);
      changed = true;
    }
    return changed;
  }

  /** The entities of all folders; of several with the same ref, the first by folder name. */
  #collect(): { entities: Entity[]; warnings: string[] } {
    const entities = new Map<string, { entity: Entity; owner: string }>();
    const warnings: string[] = [];
    for (const [name, reading] of [...this.#readings].sort(([one], [other]) => (one < other ? -1 : 1))) {
      if (reading.problem) warnings.push(`${reading.problem} (the last valid version is kept)`);
      for (const entity of reading.entities.map(each => withProblem(each, reading.problem))) {
        const ref = stringifyEntityRef(entity);
        const owner = entities.get(ref)?.owner;
        if (owner === undefined) entities.set(ref, { entity, owner: name });
        else warnings.push(`${ref} of ${name} is ignored, since ${owner} has it too; rename one of them`);
      }
    }
    return { entities: [...entities.values()].map(({ entity }) => entity), warnings };
  }

  /** Logs the warnings that were not logged the last time. */
  #warn(warnings: string[]): void {
    for (const warning of warnings) {
      if (!this.#warnings.has(warning)) this.#logger.warn(warning);
    }
    this.#warnings = new Set(warnings);
  }
}

/** An entity of the last valid version of a file that has a problem now. */
function withProblem(entity: Entity, problem: string | undefined): Entity {
  if (problem === undefined) return entity;
  const annotations = { ...entity.metadata.annotations, [ANNOTATION_DESCRIPTOR_PROBLEM]: problem };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

/** The folders in the root. A hidden one is still being created. */
async function folderNames(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(entry => entry.name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
