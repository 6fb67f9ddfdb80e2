// An empty account becomes a running service, and releases follow each other.
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Account, repositoryName, type Result } from '../account.ts';
import { answers } from '../answers.ts';
import type { Image } from '../cloud/images.ts';
import { cloneFolder, releasesFolder } from '../folders.ts';

const stage = 'dev';

let account: Account;
let role: string;
const versions: Record<string, Image | undefined> = {};

beforeAll(async () => {
  await rm(releasesFolder, { recursive: true, force: true });
  account = await Account.open(cloneFolder, stage);
});

afterAll(() => account?.close());

/** Fails with the end of the output, which has the reason. */
function expectSuccess({ code, output }: Result): void {
  if (code !== 0) throw new Error(`It exited with ${code}:\n${output.slice(-5000)}`);
}

/** Runs commands with the stage open, as the runbooks do. */
const onStage = (script: string) =>
  account.shell(`set -e; eval "$(deploy/stage.sh ${stage} | sed 's/^/export /')"; ${script}`);

/** The digest that the stage runs, as the scripts of the pipeline see it. */
const running = async () => (await onStage('deploy/running.sh')).output.trim();

const commit = (subject: string) =>
  account.shell(`git commit --quiet --allow-empty --all --message '${subject}'`);

const request = async (target: string) => (await fetch(`http://${account.cloud.balancer}${target}`)).status;

/** A version of the service: a copy of what was built, with a change. */
async function version(
  name: string,
  change: (folder: string) => Promise<void> = async () => {},
): Promise<Image> {
  const folder = path.join(releasesFolder, name);
  for (const part of ['dist', 'prisma', 'package.json'])
    await cp(path.join(cloneFolder, part), path.join(folder, part), { recursive: true });
  await symlink(path.join(cloneFolder, 'node_modules'), path.join(folder, 'node_modules'));
  await change(folder);
  return account.build(folder);
}

describe('the first deployment', () => {
  test('follows the runbook from an empty account', async () => {
    expectSuccess(await account.runbook('first-deployment', { STAGE: stage, REPOSITORY: repositoryName }));
    expect(await running()).toBe('none');
    expect(await request('/v1/prompts')).toBe(503);
  });

  test('changes only the settings of the stage, which are committed', async () => {
    const { output } = await account.shell('git status --porcelain');
    expect(output).toBe(` M infra/Pulumi.${stage}.yaml\n`);
    expectSuccess(await commit('infra: Set up the stage'));
  });

  test('ends with a healthy service when main is pushed', async () => {
    role = (await onStage(`pulumi -C infra stack output deployRole --stack ${stage}`)).output.trim();
    versions.first = await version('first');
    expectSuccess(await account.release(stage, versions.first, role));
    expect(await running()).toBe(versions.first.digest);
    expect(await request('/v1/prompts')).toBe(200);
  });
});

describe('later releases', () => {
  test('a migration runs before its version', async () => {
    versions.second = await version('second', async folder => {
      const migration = path.join(folder, 'prisma', 'migrations', '20991231000000_rehearsal');
      await mkdir(migration);
      await writeFile(
        path.join(migration, 'migration.sql'),
        'CREATE TABLE rehearsal (id integer PRIMARY KEY);\n',
      );
    });
    expectSuccess(await commit('prompts: Add a table'));
    expectSuccess(await account.release(stage, versions.second, role));
    expect(await running()).toBe(versions.second.digest);
    expect(await account.cloud.postgres.query('service', 'SELECT * FROM rehearsal')).toEqual([]);
  });

  test('a version with a critical vulnerability stops before it runs anywhere', async () => {
    const image = await version('vulnerable', folder => writeFile(path.join(folder, 'dist', 'extra.js'), ''));
    account.cloud.findings.set(image.digest, [{ name: 'CVE-2030-12345', severity: 'CRITICAL' }]);
    const tasks = account.cloud.tasks.size;
    const { code, output } = await account.release(stage, image, role);
    expect(code).toBe(1);
    expect(output).toContain('CVE-2030-12345');
    expect(account.cloud.tasks.size).toBe(tasks);
    expect(await running()).toBe(versions.second?.digest);
  });

  test('a version that does not become healthy is replaced by the one before, and the job fails', async () => {
    const image = await version('broken', folder =>
      writeFile(path.join(folder, 'dist', 'server.js'), 'process.exit(1);\n'),
    );
    const { code, output } = await account.release(stage, image, role);
    expect(code).toBe(1);
    expect(output).toContain('Roll back after a failed smoke test');
    expect(await running()).toBe(versions.second?.digest);
    expect(await request('/v1/prompts')).toBe(200);
  });

  test('an older commit does not replace a newer one', async () => {
    expectSuccess(await account.shell('git checkout --quiet HEAD~1'));
    const { code, output } = await account.release(stage, await version('late'), role);
    expectSuccess(await account.shell('git checkout --quiet main'));
    expect(code).toBe(1);
    expect(output).toContain('does not contain it');
    expect(await running()).toBe(versions.second?.digest);
  });

  test('a rollback runs the first version again, with the newer schema', async () => {
    const inputs = { stage, digest: versions.first?.digest ?? '' };
    const file = '.github/workflows/rollback.yml';
    const variables = { DEPLOY_STAGES: stage, AWS_ROLE_ARN: role };
    expectSuccess(await account.workflow({ event: 'workflow_dispatch', file, inputs, variables }));
    expect(await running()).toBe(versions.first?.digest);
    expect(await request('/v1/prompts')).toBe(200);
  });

  test('the release after a rollback is deployed', async () => {
    versions.third = await version('third', folder => writeFile(path.join(folder, 'dist', 'third.js'), ''));
    expectSuccess(await commit('prompts: Change something'));
    expectSuccess(await account.release(stage, versions.third, role));
    expect(await running()).toBe(versions.third.digest);
  });
});

test(`the service of ${answers.name} logs in with the role that may only read and write rows`, async () => {
  // its pool closes a connection that was idle for ten seconds
  expect(await request('/v1/prompts')).toBe(200);
  const rows = await account.cloud.postgres.query(
    'service',
    "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'service' AND usename <> 'goldpath'",
  );
  expect(rows).toHaveLength(1);
});

test('no deployment leaves a change in the clone', async () => {
  expect((await account.shell('git status --porcelain')).output).toBe('');
});

test('the stage is deleted as the runbook says', async () => {
  expectSuccess(await account.runbook('delete-stage', { STAGE: stage }));
  const { code, output } = await onStage('pulumi -C infra stack ls --json');
  expect(code).toBe(0);
  expect(output).toContain('[]');
});
