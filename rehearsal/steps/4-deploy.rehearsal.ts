// An empty account becomes a running service, and releases follow each other.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Account, expectSuccess, repositoryName } from '../account.ts';
import { answers } from '../answers.ts';
import type { Image } from '../cloud/images.ts';

const stage = 'dev';
const service = `${answers.name}-${stage}`;

let account: Account;
const versions: Record<string, Image | undefined> = {};

beforeAll(async () => {
  account = await Account.open([stage]);
});

afterAll(() => account?.close());

const running = () => account.running(stage);

const request = async (target: string) => (await fetch(`http://${account.cloud.balancer}${target}`)).status;

/** Changes nothing but the digest of a version. */
const withFile = (name: string) => (folder: string) => writeFile(path.join(folder, 'dist', name), '');

describe('the first deployment', () => {
  test('follows the runbook from an empty account', async () => {
    expectSuccess(await account.runbook('first-deployment', { STAGE: stage, REPOSITORY: repositoryName }));
    const [created] = await account.changes(stage);
    expect(Object.keys(created ?? {})).toEqual(['create']);
    expect(await running()).toBe('none');
    expect(await request('/v1/prompts')).toBe(503);
  });

  test('changes only the settings of the stage and its public key, which are committed', async () => {
    expectSuccess(await account.runbook('signing-key', { STAGE: stage }));
    const { output } = await account.shell('git status --porcelain --untracked-files=all');
    expect(output).toMatch(/^ M infra\/Pulumi\.dev\.yaml\n\?\? deploy\/signing-keys\/[\w-]+\.pem\n$/);
    expectSuccess(await account.commit('infra: Set up the stage'));
  });

  test('does not begin when the tests of main fail', async () => {
    const { code, output } = await account.deploy('push', await account.version('untested'), stage, {
      CI_EXIT_CODE: '1',
    });
    expect(code).toBe(1);
    expect(output).toContain('npm test: not run again');
    expect(output).not.toContain('deploy/push.sh');
    expect(await running()).toBe('none');
  });

  test('does not begin while no stage is set up', async () => {
    const { code, output } = await account.deploy('push', await account.version('early'), '');
    expect({ code, pushed: output.includes('deploy/push.sh') }).toEqual({ code: 0, pushed: false });
  });

  test('ends with a healthy service when main is pushed', async () => {
    versions.first = await account.version('first');
    const result = await account.deploy('push', versions.first, stage);
    expectSuccess(result);
    expect(await running()).toBe(versions.first.digest);
    expect(await request('/v1/prompts')).toBe(200);
  });

  test('changes only the service and its tasks', async () => {
    const [migrated, , rolledOut] = await account.changes(stage, 3);
    expect(migrated).toMatchObject({ replace: 1 });
    expect(rolledOut).toMatchObject({ replace: 1, update: 1 });
    expect({ ...migrated, ...rolledOut }).not.toHaveProperty('create');
    expect({ ...migrated, ...rolledOut }).not.toHaveProperty('delete');
  });
});

describe('later releases', () => {
  test('a migration runs before its version', async () => {
    versions.second = await account.version('second', async folder => {
      const migration = path.join(folder, 'prisma', 'migrations', '20991231000000_rehearsal');
      await mkdir(migration);
      await writeFile(
        path.join(migration, 'migration.sql'),
        'CREATE TABLE rehearsal (id integer PRIMARY KEY);\n',
      );
    });
    expectSuccess(await account.commit('prompts: Add a table'));
    expectSuccess(await account.deploy('push', versions.second, stage));
    expect(await running()).toBe(versions.second.digest);
    expect(await account.cloud.postgres.query(service, 'SELECT * FROM rehearsal')).toEqual([]);
  });

  test('a version with a critical vulnerability stops before it runs anywhere', async () => {
    const image = await account.version('vulnerable', withFile('extra.js'));
    account.cloud.findings.set(image.digest, [{ name: 'CVE-2030-12345', severity: 'CRITICAL' }]);
    const tasks = account.cloud.tasks.size;
    const { code, output } = await account.release(stage, image);
    expect(code).toBe(1);
    expect(output).toContain('CVE-2030-12345');
    expect(account.cloud.tasks.size).toBe(tasks);
    expect(await running()).toBe(versions.second?.digest);
  });

  test('an image that the pipeline has not signed stops before it runs anywhere', async () => {
    const image = await account.version('unsigned', withFile('unsigned.js'));
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = sign('sha256', Buffer.from(image.digest), privateKey).toString('base64');
    const tasks = account.cloud.tasks.size;
    const { code, output } = await account.release(stage, image, signature);
    expect(code).toBe(1);
    expect(output).toContain(`has made the signature of ${image.digest}`);
    expect(account.cloud.tasks.size).toBe(tasks);
    expect(await running()).toBe(versions.second?.digest);
  });

  test('a version that does not become healthy is replaced by the one before, and the job fails', async () => {
    const image = await account.version('broken', folder =>
      writeFile(path.join(folder, 'dist', 'server.js'), 'process.exit(1);\n'),
    );
    const { code, output } = await account.release(stage, image);
    expect(code).toBe(1);
    expect(output).toContain('Roll back after a failed smoke test');
    expect(await running()).toBe(versions.second?.digest);
    expect(await request('/v1/prompts')).toBe(200);
  });

  test('an older commit does not replace a newer one', async () => {
    expectSuccess(await account.shell('git checkout --quiet HEAD~1'));
    const { code, output } = await account.release(stage, await account.version('late'));
    expectSuccess(await account.shell('git checkout --quiet main'));
    expect(code).toBe(1);
    expect(output).toContain('does not contain it');
    expect(await running()).toBe(versions.second?.digest);
  });

  test('a change of the infrastructure stops a release, and names the runbook', async () => {
    expectSuccess(
      await account.shell(
        `sed -i 's/^  service:nat: single/&\\n  service:waf: true/' infra/Pulumi.${stage}.yaml`,
      ),
    );
    expectSuccess(await account.commit('infra: Add a firewall'));
    const image = await account.version('infrastructure', withFile('infrastructure.js'));
    const { code, output } = await account.release(stage, image);
    expect(code).toBe(1);
    expect(output).toContain('This is more than a release');
    expect(output).toMatch(/create urn:pulumi:.*aws:wafv2\/webAcl:WebAcl::/);
    expect(await running()).toBe(versions.second?.digest);
  });

  test('a rollback runs the first version again, with the newer schema and before a change of the infrastructure', async () => {
    const inputs = { stage, digest: versions.first?.digest ?? '' };
    const file = '.github/workflows/rollback.yml';
    const variables = account.variables(stage);
    expectSuccess(await account.workflow({ event: 'workflow_dispatch', file, inputs, variables }));
    expect(await running()).toBe(versions.first?.digest);
    expect(await request('/v1/prompts')).toBe(200);
  });

  test('a person makes the change of the infrastructure, which keeps the running version', async () => {
    expectSuccess(await account.runbook('change', { STAGE: stage }));
    const [changed] = await account.changes(stage);
    // the rollback has not used Pulumi, so its state follows now: a task is replaced, and the service updated
    expect(changed).toMatchObject({
      create: expect.any(Number) as number,
      update: expect.any(Number) as number,
    });
    expect(changed).not.toHaveProperty('delete');
    expect(await running()).toBe(versions.first?.digest);
  });

  test('the release after a rollback is deployed', async () => {
    versions.third = await account.version('third', withFile('third.js'));
    expectSuccess(await account.commit('prompts: Change something'));
    expectSuccess(await account.release(stage, versions.third));
    expect(await running()).toBe(versions.third.digest);
  });

  test('the runbook rolls back without the pipeline', async () => {
    expectSuccess(await account.runbook('images', { STAGE: stage }));
    expectSuccess(await account.runbook('rollback', { STAGE: stage, DIGEST: versions.second?.digest ?? '' }));
    expect(await running()).toBe(versions.second?.digest);
  });

  test('an image without a signature is rolled back to only when the repository accepts it', async () => {
    const digest = versions.second?.digest ?? '';
    const remove = `
      signature=$(aws ecr describe-images --repository-name "$IMAGE_REPOSITORY" \
        --image-ids imageTag=${digest.replace(':', '-')}.sig --query 'imageDetails[0].imageDigest' --output text)
      aws ecr batch-delete-image --repository-name "$IMAGE_REPOSITORY" --image-ids "imageDigest=$signature"`;
    expectSuccess(await account.onStage(stage, remove));
    const rollback = () => account.runbook('rollback', { STAGE: stage, DIGEST: digest });
    expect((await rollback()).output).toContain(`has no signature of ${digest}`);
    expectSuccess(await account.runbook('accept-unsigned', { STAGE: stage }));
    expectSuccess(await rollback());
    expectSuccess(await account.commit('deploy: Accept the version before signatures'));
  });
});

test(`the service of ${answers.name} logs in with the role that may only read and write rows`, async () => {
  // its pool closes a connection that was idle for ten seconds
  expect(await request('/v1/prompts')).toBe(200);
  const rows = await account.cloud.postgres.query(
    service,
    `SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = '${service}' AND usename <> 'goldpath'`,
  );
  expect(rows).toHaveLength(1);
});

test('no deployment leaves a change in the clone', async () => {
  expect((await account.shell('git status --porcelain')).output).toBe('');
});

test('the stage is deleted as the runbook says', async () => {
  expectSuccess(await account.runbook('delete-stage', { STAGE: stage }));
  const { code, output } = await account.onStage(stage, 'pulumi -C infra stack ls --json');
  expect(code).toBe(0);
  expect(output).toContain('[]');
});
