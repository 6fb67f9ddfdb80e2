import type pg from 'pg';
import { StartError } from '../start-error.ts';

/**
 * Makes the role that the service logs in as where the tables are another role's, and lets it read and write rows: no
 * more. What it had besides is taken back. Functions need no grant: PostgreSQL lets everybody call them, and here they
 * act with the rights of whoever calls.
 * @param client - logged in as the owner of the tables, who may make roles; under the lock of the migrations.
 * @throws StartError when the owner may not do this.
 */
export async function prepareServiceRole(client: pg.Client, role: string): Promise<void> {
  const name = client.escapeIdentifier(role);
  try {
    const { rows } = await client.query<{ role: string; database: string }>(
      `SELECT rolname AS role, current_database() AS database FROM pg_roles WHERE rolname IN ($1, 'rds_iam')`,
      [role],
    );
    const roles = rows.map(row => row.role);
    // PostgreSQL takes several statements at once as one transaction: nobody sees the rights in between.
    await client.query(`
      ${roles.includes(role) ? '' : `CREATE ROLE ${name} LOGIN;`}
      ${roles.includes('rds_iam') ? `GRANT rds_iam TO ${name};` : ''}
      ${rights(name, client.escapeIdentifier(client.database ?? ''))}
    `);
  } catch (error) {
    throw new StartError(
      `The role ${role} cannot be prepared: ${(error as Error).message}. ` +
        'DATABASE_URL must name the owner of the tables, who also has the right CREATEROLE.',
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
    -- for what the next migrations make, between them and this
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ${rows} ON TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${role};
  `;
}
