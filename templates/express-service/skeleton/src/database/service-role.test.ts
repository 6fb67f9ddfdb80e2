import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { newDatabase } from '../../test/service.ts';
import { databaseOfTwoRoles, newRoleName, query } from '../../test/service-role.ts';
import { loadConfig } from '../config.ts';
import { sweepOnce } from '../sweeper.ts';
import { openDatabase } from './database.ts';
import { migrate, requireMigrated } from './migrations.ts';

let owner: string;
let service: string;

beforeAll(async () => {
  ({ owner, service } = await databaseOfTwoRoles());
});

const roleIn = (url: string) => new URL(url).username;

describe('the role of the service', () => {
  test('has no password', async () => {
    const role = newRoleName();
    await migrate(owner, { serviceRole: role });
    const sql = `SELECT rolcanlogin, rolpassword, rolcreaterole, rolsuper FROM pg_authid WHERE rolname = '${role}'`;
    expect(await query(owner, sql)).toEqual([
      { rolcanlogin: true, rolpassword: null, rolcreaterole: false, rolsuper: false },
    ]);
  });

  test('sweeps', async () => {
    const config = loadConfig({ DATABASE_URL: service });
    const database = openDatabase(config, () => {});
    const failures: string[] = [];
    expect(await sweepOnce({ database, config }, pino({}, { write: line => failures.push(line) }))).toBe(
      true,
    );
    await database.$disconnect();
    expect(failures).toEqual([]);
  });

  test.each([
    'CREATE TABLE mine ()',
    'CREATE SCHEMA other',
    'CREATE EXTENSION hstore',
    'CREATE ROLE other',
    'DROP TABLE notes',
    'ALTER TABLE notes ADD COLUMN mine int',
    'TRUNCATE rate_limits',
    'DELETE FROM "_prisma_migrations"',
    'UPDATE "_prisma_migrations" SET checksum = NULL',
    'INSERT INTO "_prisma_migrations" (id) VALUES (NULL)',
    'SELECT rolpassword FROM pg_authid',
  ])('may not %s', async sql => {
    await expect(query(service, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('may read the list of migrations', async () => {
    expect(await query(service, 'SELECT count(*) > 0 AS some FROM "_prisma_migrations"')).toEqual([
      { some: true },
    ]);
  });

  test('is created once by concurrent migrations', async () => {
    const [url, role] = [await newDatabase(), newRoleName()];
    await Promise.all([1, 2, 3].map(() => migrate(url, { serviceRole: role })));
    await migrate(url, { serviceRole: role });
    expect(await query(url, `SELECT FROM pg_roles WHERE rolname = '${role}'`)).toHaveLength(1);
  });

  test('loses additional rights', async () => {
    const role = roleIn(service);
    await query(
      owner,
      `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}; GRANT ALL ON SCHEMA public TO ${role}`,
    );
    await query(service, 'TRUNCATE rate_limits');
    await migrate(owner, { serviceRole: role });
    await expect(query(service, 'TRUNCATE rate_limits')).rejects.toThrow('permission denied');
    await expect(query(service, 'CREATE TABLE mine ()')).rejects.toThrow('permission denied');
  });

  test('may use the tables of later migrations, whether or not they name the role', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await mkdir(join(folder, '2099_later'));
    const sql = 'CREATE TABLE later (id serial, word text);';
    await writeFile(join(folder, '2099_later/migration.sql'), sql);
    await migrate(owner, { folder });
    expect(await query(service, "INSERT INTO later (word) VALUES ('new') RETURNING id")).toEqual([{ id: 1 }]);
    await expect(query(service, 'TRUNCATE later')).rejects.toThrow('permission denied');
  });

  test('logs in by IAM on an RDS server', async () => {
    await query(owner, 'DO $$ BEGIN CREATE ROLE rds_iam; EXCEPTION WHEN duplicate_object THEN NULL; END $$');
    const role = newRoleName();
    await migrate(owner, { serviceRole: role });
    const sql = `SELECT pg_has_role('${role}', 'rds_iam', 'member') AS member`;
    expect(await query(owner, sql)).toEqual([{ member: true }]);
  });

  test('can be created by an owner that is not a superuser', async () => {
    const [url, name] = [await newDatabase(), newRoleName()];
    const database = new URL(url).pathname.slice(1);
    await query(url, `CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'only-for-this-test'`);
    await query(url, `ALTER DATABASE "${database}" OWNER TO ${name}`);
    const asOwner = Object.assign(new URL(url), { username: name, password: 'only-for-this-test' }).href;
    expect(await migrate(asOwner, { serviceRole: newRoleName() })).not.toEqual([]);
  });

  test('fails with one message if the owner may not create roles', async () => {
    await expect(migrate(service, { serviceRole: newRoleName() })).rejects.toThrow(/permission denied/);
    const [url, name] = [await newDatabase(), newRoleName()];
    const database = new URL(url).pathname.slice(1);
    await query(url, `CREATE ROLE ${name} LOGIN PASSWORD 'only-for-this-test'`);
    await query(url, `ALTER DATABASE "${database}" OWNER TO ${name}`);
    const asOwner = Object.assign(new URL(url), { username: name, password: 'only-for-this-test' }).href;
    await expect(migrate(asOwner, { serviceRole: newRoleName() })).rejects.toThrow(
      /^The role service_\w+ cannot be prepared: permission denied.*CREATEROLE attribute\.$/,
    );
  });
});

describe('a service that does not migrate', () => {
  test('reports the missing migrations and the command to run, and creates nothing', async () => {
    const empty = await newDatabase();
    await expect(requireMigrated(empty)).rejects.toThrow(
      /^The database lacks 20250101000000_init\. Run `node dist\/migrate\.js` of this version first/,
    );
    const sql = `SELECT to_regclass('"_prisma_migrations"') AS made`;
    expect(await query(empty, sql)).toEqual([{ made: null }]);
  });

  test('accepts a database that is newer than itself', async () => {
    const columns = 'id, checksum, migration_name, finished_at';
    await query(owner, `INSERT INTO "_prisma_migrations" (${columns}) VALUES ('1', '1', '2099_next', now())`);
    await expect(requireMigrated(service)).resolves.toBeUndefined();
  });

  test('reports the role that may not read the migrations', async () => {
    const role = newRoleName();
    await query(owner, `CREATE ROLE ${role} LOGIN PASSWORD 'only-for-this-test'`);
    const url = Object.assign(new URL(owner), { username: role, password: 'only-for-this-test' });
    await expect(requireMigrated(url.href)).rejects.toThrow(
      new RegExp(`^The migrations of the database cannot be read: .*DATABASE_SERVICE_ROLE=${role} first`),
    );
  });
});
