import type pg from 'pg';
import { StartError } from '../start-error.ts';

/**
 * Creates the role that the service logs in as when another role owns the tables. It may read and write rows and
 * nothing else: other rights are revoked. Functions need no grant: in PostgreSQL every role may call them, and here they
 * run with the rights of the caller.
 * @param client - logged in as the owner of the tables, which may create roles; under the lock of the migrations.
 * @throws StartError when the owner lacks the rights to do this.
 */
export async function prepareServiceRole(client: pg.Client, role: string): Promise<void> {
  const name = client.escapeIdentifier(role);
  try {
    const { rows } = await client.query<{ role: string; database: string }>(
      `SELECT rolname AS role, current_database() AS database FROM pg_roles WHERE rolname IN ($1, 'rds_iam')`,
      [role],
    );
    const roles = rows.map(row => row.role);
    // PostgreSQL runs several statements in one query as a transaction, so the intermediate rights are never visible.
    await client.query(`
      ${roles.includes(role) ? '' : `CREATE ROLE ${name} LOGIN;`}
      ${roles.includes('rds_iam') ? `GRANT rds_iam TO ${name};` : ''}
      ${rights(name, client.escapeIdentifier(client.database ?? ''))}
    `);
  } catch (error) {
    throw new StartError(
      `The role ${role} cannot be prepared: ${(error as Error).message}. ` +
        'DATABASE_URL must name the owner of the tables, with the CREATEROLE attribute.',
      { cause: error },
    );
  }
}

function rights(role: string, database: string): string {
  const rows = 'SELECT, INSERT, UPDATE, DELETE';
  return `
    GRANT CONNECT ON DATABASE ${database} TO ${role};
    REVOKE ALL ON SCHEMA public FROM ${role};
    GRANT USAGE ON SCHEMA public TO ${role};
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};
    GRANT ${rows} ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
    REVOKE ALL ON "_prisma_migrations" FROM ${role};
    GRANT SELECT ON "_prisma_migrations" TO ${role};
    -- for tables and sequences that later migrations create before this runs again
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ${rows} ON TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${role};
  `;
}
