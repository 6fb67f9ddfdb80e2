import process from 'node:process';
import pg from 'pg';

/**
 * Creates the role that the portal logs in as, with IAM instead of a password, and grants it the right to create the plugins'
 * schemas. It can be run again. POSTGRES_HOST, POSTGRES_PORT and POSTGRES_DATABASE name the server, POSTGRES_USER and
 * POSTGRES_PASSWORD its owner.
 */
async function prepareDatabase(role: string | undefined): Promise<void> {
  if (!role || !/^[a-z_][a-z0-9_]{0,62}$/.test(role))
    throw new Error('the name of the role is missing or not valid; run node prepareDatabase.ts <role>');
  const { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DATABASE } = process.env;
  const client = new pg.Client({
    host: POSTGRES_HOST,
    port: Number(POSTGRES_PORT ?? 5432),
    user: POSTGRES_USER,
    password: POSTGRES_PASSWORD,
    database: POSTGRES_DATABASE,
    ssl: process.env.NODE_EXTRA_CA_CERTS ? { rejectUnauthorized: true } : false,
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const name = client.escapeIdentifier(role);
    const { rows } = await client.query<{ role: string }>(
      `SELECT rolname AS role, current_database() AS database FROM pg_roles WHERE rolname IN ($1, 'rds_iam')`,
      [role],
    );
    const existing = rows.map(row => row.role);
    if (!existing.includes(role)) await client.query(`CREATE ROLE ${name} LOGIN`);
    // RDS accepts IAM tokens for members of this role. Other servers do not have it.
    if (existing.includes('rds_iam')) await client.query(`GRANT rds_iam TO ${name}`);
    const database = client.escapeIdentifier(client.database ?? '');
    await client.query(`GRANT CONNECT, CREATE ON DATABASE ${database} TO ${name}`);
    process.stdout.write(`The role ${role} can create the portal's schemas in ${client.database}.\n`);
  } finally {
    await client.end();
  }
}

prepareDatabase(process.argv[2]).catch((error: Error) => {
  process.stderr.write(`The database could not be prepared: ${error.message}\n`);
  process.exitCode = 1;
});
