import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseService } from '@backstage/backend-plugin-api';

/** The client of the plugin's database. */
export type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

interface Migration {
  up: (client: Client) => Promise<void>;
  down: (client: Client) => Promise<void>;
}

/** The name of the table that has the results of checks. */
export const RESULTS = 'goldpath_check_results';

/** By name, in their order. A migration that was released does not change; each only adds, so an older portal runs beside it. */
const migrations: Record<string, Migration> = {
  '20261129-check-results': {
    async up(client) {
      await client.schema.createTable(RESULTS, table => {
        table.increments('id');
        table.string('entity_ref').notNullable().index();
        table.string('result').notNullable();
        table.integer('findings');
        table.string('ended_at').notNullable();
      });
    },
    async down(client) {
      await client.schema.dropTable(RESULTS);
    },
  },
};

const ATTEMPTS = 10;
const PAUSE_MILLISECONDS = 500;

const migrationSource = {
  getMigrations: () => Promise.resolve(Object.keys(migrations)),
  getMigrationName: (name: string) => name,
  getMigration: (name: string) => Promise.resolve(migrations[name] as Migration),
};

/**
 * Brings the tables of the plugin's database up to date, unless its owner does that.
 *
 * @throws the error of the database when it still fails after 5 seconds
 */
export async function migrate(database: DatabaseService, client: Client): Promise<void> {
  if (database.migrations?.skip) return;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.migrate.latest({ migrationSource });
      return;
    } catch (error) {
      // another replica that starts at the same time holds the lock
      if (attempt === ATTEMPTS) throw error;
      await wait(PAUSE_MILLISECONDS);
    }
  }
}
