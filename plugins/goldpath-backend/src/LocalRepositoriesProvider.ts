import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { isStale, type Reading, readRepository } from './repositoryEntities.ts';

/** Provides the entities of all repositories in a folder to the catalog, within seconds of a change. */
export class LocalRepositoriesProvider implements EntityProvider {
  readonly #root: string;
  readonly #scheduler: SchedulerService;
  readonly #logger: LoggerService;
  /** by folder name; the entities are those of the last valid reading */
  readonly #readings = new Map<string, Reading>();
  #warnings = new Set<string>();
  #failure = '';
  #applied = false;

  /** @param options - `root` is the absolute path of the folder of all local repositories; it can be missing */
  constructor(options: { root: string; scheduler: SchedulerService; logger: LoggerService }) {
    this.#root = options.root;
    this.#scheduler = options.scheduler;
    this.#logger = options.logger;
  }

  getProviderName(): string {
    return 'goldpath-local-repositories';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#scheduler.scheduleTask({
      id: this.getProviderName(),
      // A run costs a stat for each file, and a user waits for the new service to appear.
      frequency: { seconds: 1 },
      timeout: { seconds: 30 },
      scope: 'local',
      fn: () => this.#run(connection),
    });
  }

  /** Reads every changed repository, and replaces the catalog's entities of this provider when any has changed. */
  async refresh(connection: EntityProviderConnection): Promise<void> {
    if (!(await this.#update()) && this.#applied) return;
    this.#applied = false;
    const { entities, warnings } = this.#collect();
    this.#warn(warnings);
    const locationKey = this.getProviderName();
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey })),
    });
    this.#applied = true;
  }

  async #run(connection: EntityProviderConnection): Promise<void> {
    try {
      await this.refresh(connection);
      this.#failure = '';
    } catch (error) {
      // The scheduler would drop the error. The next run tries again.
      const failure = `The repositories in ${this.#root} could not be read into the catalog: ${String(error)}`;
      if (failure !== this.#failure) this.#logger.error(failure);
      this.#failure = failure;
    }
  }

  /** @returns whether any repository has changed since the last call */
  async #update(): Promise<boolean> {
    const names = new Set(await repositoryNames(this.#root));
    let changed = false;
    for (const name of this.#readings.keys()) {
      if (!names.has(name)) changed = this.#readings.delete(name);
    }
    for (const name of names) {
      const known = this.#readings.get(name);
      if (known && !(await isStale(known))) continue;
      const reading = await readRepository(path.join(this.#root, name));
      if (reading.problem && known) reading.entities = known.entities;
      this.#readings.set(name, reading);
      changed = true;
    }
    return changed;
  }

  /** The entities of all repositories; of several with the same ref, the first by folder name. */
  #collect(): { entities: Entity[]; warnings: string[] } {
    const entities = new Map<string, { entity: Entity; owner: string }>();
    const warnings: string[] = [];
    for (const [name, reading] of [...this.#readings].sort(([one], [other]) => (one < other ? -1 : 1))) {
      if (reading.problem) warnings.push(`${reading.problem} (the last valid version is kept)`);
      for (const entity of reading.entities) {
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

/** The folders in the root. A hidden one is a repository that is still being created. */
async function repositoryNames(root: string): Promise<string[]> {
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
