// An empty account becomes a running portal, as its runbook says, and the portal is released again, rolled back and deleted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSuccess } from '../account.ts';
import { PortalAccount } from '../deployment/portalAccount.ts';

const settings = {
  CLIENT_ID: 'Iv1.0123456789abcdef',
  CLIENT_SECRET: 'a-client-secret',
  PORTAL_TOKEN: 'a-token',
  PLATFORM_REPOSITORY: 'acme-works/goldpath',
  CODE_OWNERS: '@acme-works/platform',
};

let account: PortalAccount;
let first: { IMAGE: string; VERSION: string };

beforeAll(async () => {
  account = await PortalAccount.open('prod');
});

afterAll(() => account?.close());

const digestOf = ({ IMAGE }: { IMAGE: string }) => IMAGE.split('@')[1] ?? '';

/** The digest in the task definition of the service. */
const running = async () =>
  (
    await account.onStage(
      'aws ecs describe-task-definition --task-definition "$SERVICE" --query "taskDefinition.containerDefinitions[0].image" --output text',
    )
  ).split('@')[1];

const preview = () =>
  account.onStage('pulumi -C infra preview --stack "$STAGE" --expect-no-changes --non-interactive');

describe('the first deployment', () => {
  test('follows the runbook from an empty account to a portal that is ready', async () => {
    first = await account.release('v1.0.0');
    expectSuccess(await account.runbook('first-deployment', { ...settings, ...first }));
    expect(await running()).toBe(digestOf(first));
    expect(account.portal.output()).toContain('Listening on');
  });

  test('the portal has the settings in its environment, and does not publish locally', async () => {
    expect(await account.portal.variables()).toMatchObject({
      GOLDPATH_PUBLISH_LOCALLY: 'false',
      GOLDPATH_PLATFORM_REPOSITORY: settings.PLATFORM_REPOSITORY,
      GOLDPATH_CODE_OWNERS: settings.CODE_OWNERS,
    });
  });

  test('changes only the file of the stage, in which the secrets are encrypted', async () => {
    const { output } = await account.shell('git status --porcelain; git diff');
    expect(output).toMatch(/^ M infra\/Pulumi\.prod\.yaml\n(?! M|\?\?)/);
    expect(output).not.toContain(settings.PORTAL_TOKEN);
    expect(output).not.toContain(settings.CLIENT_SECRET);
  });

  test('leaves nothing to change', async () => {
    expect(await preview()).toContain('unchanged');
  });
});

describe('a later release', () => {
  test('replaces only the task definitions, and the new portal is ready', async () => {
    const next = await account.release('v1.1.0');
    expectSuccess(await account.runbook('release', next));
    expect(await running()).toBe(digestOf(next));
    const { create, delete: deleted, update, replace } = await account.changes();
    expect({ create, deleted, update, replace }).toEqual({
      create: undefined,
      deleted: undefined,
      update: 1,
      replace: 2,
    });
    expect(await preview()).toContain('unchanged');
  });

  test('an image without a digest is refused before anything changes', async () => {
    const { code, output } = await account.runbook('release', {
      IMAGE: 'ghcr.io/acme/goldpath/portal:v1.1.0',
      VERSION: 'v1.1.0',
    });
    expect(code).toBe(2);
    expect(output).toContain('does not end with a digest');
  });

  test('a rollback runs the first version again', async () => {
    expect((await account.runbook('images')).output).toContain(digestOf(first));
    expectSuccess(await account.runbook('rollback', { DIGEST: digestOf(first) }));
    expect(await running()).toBe(digestOf(first));
  });

  test('a new token reaches the tasks', async () => {
    expectSuccess(await account.runbook('rotate-secret', { PORTAL_TOKEN: 'another-token' }));
    const { create, delete: deleted, update = 0, replace = 0 } = await account.changes();
    expect({ create, deleted, changed: update + replace }).toEqual({ changed: 1 });
  });

  test('a lock is removed', async () => {
    expectSuccess(await account.runbook('unlock'));
    expectSuccess(await account.runbook('change'));
    expect(await preview()).toContain('unchanged');
  });
});

test('the portal is deleted as the runbook says, with its state', async () => {
  expectSuccess(await account.runbook('delete'));
  expect((await account.shell('aws s3 ls')).output).toBe('');
});
