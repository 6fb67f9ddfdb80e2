import pg from 'pg';

/** Variables, and the codes of the errors that wrong values of them cause. */
const causes: readonly { variables: string; codes: readonly string[] }[] = [
  { variables: 'POSTGRES_HOST', codes: ['ENOTFOUND', 'EAI_AGAIN'] },
  {
    variables: 'POSTGRES_HOST and POSTGRES_PORT',
    codes: ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  },
  // https://www.postgresql.org/docs/15/errcodes-appendix.html (looked up 2026-11-29): authorization, password, catalog, privilege
  { variables: 'POSTGRES_USER and POSTGRES_PASSWORD', codes: ['28000', '28P01'] },
  { variables: 'POSTGRES_DATABASE', codes: ['3D000'] },
  { variables: 'POSTGRES_USER and POSTGRES_DATABASE', codes: ['42501'] },
  // https://nodejs.org/api/tls.html#x509-certificate-error-codes, looked up 2026-11-29
  {
    variables: 'NODE_EXTRA_CA_CERTS',
    codes: [
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
  },
];

/** Milliseconds in which the server has to answer. */
const patience = 5_000;

/**
 * Connects to the PostgreSQL of the environment, and returns the reason why it cannot be used in a line; undefined when it can, when
 * there is none, and when the error has another cause. Backstage's own errors lose the code of the cause.
 *
 * @param env - with `POSTGRES_HOST` and the others of app-config.production.yaml
 */
export async function databaseProblem(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (!env.POSTGRES_HOST) return undefined;
  const client = new pg.Client({
    host: env.POSTGRES_HOST,
    port: Number(env.POSTGRES_PORT ?? 5432),
    user: env.POSTGRES_USER,
    password: env.POSTGRES_PASSWORD,
    database: env.POSTGRES_DATABASE ?? 'goldpath',
    connectionTimeoutMillis: patience,
  });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return problemOf(error as NodeJS.ErrnoException);
  } finally {
    await client.end();
  }
}

function problemOf({ code = '', message }: NodeJS.ErrnoException): string | undefined {
  const cause = causes.find(({ codes }) => codes.includes(code));
  if (!cause) return undefined;
  // an error with several addresses has no message
  const reason = (message || code).replace(/\.$/, '');
  return `The database cannot be used: ${reason}. Correct ${cause.variables}, or start the database.`;
}
