import type { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import type { CheckRecord, ChecksResult } from '@goldpath/plugin-goldpath-common';
import { type Client, migrate, RESULTS } from './migrations.ts';

/** The results that are kept for each service; the oldest are removed. */
const KEPT = 50;

interface Row {
  id: number;
  entity_ref: string;
  result: CheckRecord['result'];
  findings: number | null;
  ended_at: string;
}

/** A result, and the entity ref of its service. */
export type ServiceRecord = CheckRecord & { entityRef: string };

/** The results of the checks of every service in the plugin's database: one for each change of the result. */
export class CheckHistory {
  readonly #client: Client;
  readonly #logger: Pick<LoggerService, 'warn'>;

  private constructor(client: Client, logger: Pick<LoggerService, 'warn'>) {
    this.#client = client;
    this.#logger = logger;
  }

  /** Opens the history, and creates its table when there is none. */
  static async open(deps: {
    database: DatabaseService;
    logger: Pick<LoggerService, 'warn'>;
  }): Promise<CheckHistory> {
    const client = await deps.database.getClient();
    await migrate(deps.database, client);
    return new CheckHistory(client, deps.logger);
  }

  /** Adds a result, unless it is the same as the last one. A check does not fail because its result cannot be added: that is logged. */
  async add(entityRef: string, { result, findings, endedAt }: ChecksResult): Promise<void> {
    if (result === 'unknown' || endedAt === undefined) return;
    try {
      const [last] = await this.#rows(entityRef).limit(1);
      if (last?.result === result && last.findings === (findings ?? null)) return;
      const row = { entity_ref: entityRef, result, findings: findings ?? null, ended_at: endedAt };
      await this.#client<Row>(RESULTS).insert(row);
      const [oldest] = await this.#rows(entityRef)
        .offset(KEPT - 1)
        .limit(1);
      if (oldest) await this.#rows(entityRef).clearOrder().where('id', '<', oldest.id).delete();
    } catch (error) {
      this.#logger.warn(
        `The result of the checks of ${entityRef} was not added to its history: ${(error as Error).message}`,
      );
    }
  }

  /** The results of a service, the newest first. */
  async of(entityRef: string): Promise<CheckRecord[]> {
    return (await this.#rows(entityRef)).map(toRecord);
  }

  /** The results of all services, the oldest first. */
  async all(): Promise<ServiceRecord[]> {
    const rows = await this.#client<Row>(RESULTS).select().orderBy('id', 'asc');
    return rows.map(row => ({ ...toRecord(row), entityRef: row.entity_ref }));
  }

  #rows(entityRef: string) {
    return this.#client<Row>(RESULTS).where({ entity_ref: entityRef }).orderBy('id', 'desc');
  }
}

function toRecord({ result, findings, ended_at: endedAt }: Row): CheckRecord {
  return { result, endedAt, ...(findings !== null && { findings }) };
}
