import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { isStale, type Reading, readRepository } from './repositoryEntities.ts';

/** Gives the catalog what the repositories under one folder describe, within seconds of a change. */
export class LocalRepositoriesProvider implements EntityProvider {
  readonly #root: string;
  readonly #scheduler: SchedulerService;
  readonly #logger: LoggerService;
  /** by folder name; the entities are those of the last good reading */
  readonly #readings = new Map<string, Reading>();
  #complaints = new Set<string>();
  #failure = '';
  #applied = false;

  /** @param options - `root` is the absolute path of the folder of all local repositories; it may be missing */
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
      // a look costs a stat per file, and a person waits for the new service to appear
      frequency: { seconds: 1 },
      timeout: { seconds: 30 },
      scope: 'local',
      fn: async () => {
        try {
          await this.refresh(connection);
          this.#failure = '';
        } catch (error) {
          // the scheduler would drop it unsaid; the next run tries again
          const failure = `The repositories under ${this.#root} could not be taken into the catalog: ${error}`;
          if (failure !== this.#failure) this.#logger.error(failure);
          this.#failure = failure;
        }
      },
    });
  }

  /** Looks at every repository once, and replaces what the catalog has from this provider when something changed. */
  async refresh(connection: EntityProviderConnection): Promise<void> {
    if (!(await this.#look()) && this.#applied) return;
    this.#applied = false;
    const entities = new Map<string, { entity: Entity; owner: string }>();
    const complaints: string[] = [];
    for (const [name, reading] of [...this.#readings].sort(([one], [other]) => (one < other ? -1 : 1))) {
      if (reading.problem) complaints.push(`${reading.problem} (the last good version stays)`);
      for (const entity of reading.entities) {
        const ref = stringifyEntityRef(entity);
        const owner = entities.get(ref)?.owner;
        if (owner === undefined) entities.set(ref, { entity, owner: name });
        else complaints.push(`${ref} of ${name} is left out: ${owner} has it already; rename one of them`);
      }
    }
    this.#complain(complaints);
    const locationKey = this.getProviderName();
    await connection.applyMutation({
      type: 'full',
      entities: [...entities.values()].map(({ entity }) => ({ entity, locationKey })),
    });
    this.#applied = true;
  }

  /** @returns whether anything is different from the last look */
  async #look(): Promise<boolean> {
    const names = new Set(await repositoryNames(this.#root));
    let changed = false;
    for (const name of this.#readings.keys()) {
      if (!names.has(name)) changed = this.#readings.delete(name);
    }
    for (const name of names) {
      const known = this.#readings.get(name);
      if (known && !(await isStale(known))) continue;
      const reading = await readRepository(path.join(this.#root, name));
      const entities = reading.problem ? (known?.entities ?? []) : reading.entities;
      this.#readings.set(name, { ...reading, entities });
      changed = true;
    }
    return changed;
  }

  /** Logs what was not already said the last time. */
  #complain(complaints: string[]): void {
    for (const complaint of complaints) {
      if (!this.#complaints.has(complaint)) this.#logger.warn(complaint);
    }
    this.#complaints = new Set(complaints);
  }
}

/** Folders only; a hidden one is a repository that is still being made. */
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
