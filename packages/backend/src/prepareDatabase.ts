import process from 'node:process';
import pg from 'pg';

/**
 * Makes the role that the portal logs in as, with IAM in the place of a password, and lets it make the schemas of the
 * plugins. It can be run again. The server is named by POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DATABASE, and the owner who
 * does it by POSTGRES_USER and POSTGRES_PASSWORD.
 */
async function prepareDatabase(role: string | undefined): Promise<void> {
  if (!role || !/^[a-z_][a-z0-9_]{0,62}$/.test(role))
    throw new Error('name the role that the portal logs in as: node prepareDatabase.ts <role>');
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
    const { rows } = await client.query(
      `SELECT rolname AS role, current_database() AS database FROM pg_roles WHERE rolname IN ($1, 'rds_iam')`,
      [role],
    );
    const existing = rows.map(row => row.role);
    if (!existing.includes(role)) await client.query(`CREATE ROLE ${name} LOGIN`);
    // the role by which RDS lets somebody in with a token of IAM; a server of one's own has none
    if (existing.includes('rds_iam')) await client.query(`GRANT rds_iam TO ${name}`);
    const database = client.escapeIdentifier(client.database ?? '');
    await client.query(`GRANT CONNECT, CREATE ON DATABASE ${database} TO ${name}`);
    process.stdout.write(`The role ${role} can make the portal's schemas in ${client.database}.\n`);
  } finally {
    await client.end();
  }
}

prepareDatabase(process.argv[2]).catch((error: Error) => {
  process.stderr.write(`The database could not be prepared: ${error.message}\n`);
  process.exitCode = 1;
});
