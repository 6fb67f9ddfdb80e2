import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../src/database/migrations.ts';
import { newDatabase } from './service.ts';

/** Returns a unique role name, because roles belong to the whole server. */
export const newRoleName = () => `service_${randomUUID().replaceAll('-', '')}`;

/** Runs one query. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Creates a migrated database and returns its addresses for its owner and for the role of the service. */
export async function databaseOfTwoRoles(): Promise<{ owner: string; service: string }> {
  const owner = await newDatabase();
  const role = newRoleName();
  await migrate(owner, { serviceRole: role });
  const password = randomBytes(16).toString('hex');
  await query(owner, `ALTER ROLE ${role} PASSWORD '${password}'`);
  const service = new URL(owner);
  Object.assign(service, { username: role, password });
  return { owner, service: service.href };
}
