// The later days of a service: images, drift, errors, secrets, a lock, a second and a third stage, and their end.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Account, expectSuccess, repositoryName } from '../account.ts';
import { answers } from '../answers.ts';
import { type Certificate, createCertificate } from '../cloud/certificate.ts';
import type { Image } from '../cloud/images.ts';
import { type Sentry, startSentry } from '../cloud/sentry.ts';
import { serveAt } from '../domain.ts';
import { publishImage } from '../publishImage.ts';

const domain = 'haiku.acme-works.test';
const service = `${answers.name}-dev`;

let account: Account;
let certificate: Certificate;
let image: Image;
const closing: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  account = await Account.open(['dev', 'prod']);
  certificate = await createCertificate(account.folder, domain);
  for (const [name, fargate] of account.cloud.services) {
    fargate.secrets = () => account.secretsOf(name.slice(answers.name.length + 1));
    // the sinks have a certificate that no authority has signed
    fargate.variables = { NODE_EXTRA_CA_CERTS: certificate.file };
  }
});

afterAll(async () => {
  for (const server of closing) await server.stop();
  await account?.close();
});

const url = () => `http://${account.cloud.balancer}`;

const changedFiles = async () => (await account.shell('git status --porcelain')).output;

test('a push to main releases to dev, and to prod only when a person starts it', async () => {
  await account.setUp('dev', repositoryName);
  image = await account.version('first');
  const result = await account.deploy('push', image, 'dev prod');
  expectSuccess(result);
  expect(result.output).not.toContain('deploy-prod');
  expect(await account.running('dev')).toBe(image.digest);
});

test('the first administrator is made as the runbook says', async () => {
  const body = JSON.stringify({ email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' });
  const headers = { 'Content-Type': 'application/json' };
  const registered = await fetch(`${url()}/v1/auth/register`, { method: 'POST', headers, body });
  expect(registered.status).toBe(201);
  expectSuccess(await account.runbook('first-administrator', { STAGE: 'dev', ADMIN: 'ada@example.com' }));
  const started = [...account.cloud.tasks.values()].at(-1);
  if (started?.process.exitCode === null) await new Promise(resolve => started.process.once('exit', resolve));
  expect(started?.output.join('\n')).toContain('ada@example.com');
  expect(started?.process.exitCode).toBe(0);
});

test('an image is uploaded to S3 by a signed request, confirmed and read back byte for byte', async () => {
  const { uploaded, read } = await publishImage(url());
  expect(read.equals(uploaded)).toBe(true);
});

describe('drift', () => {
  const drift = (variables: Record<string, string> = {}) =>
    account.workflow(
      {
        event: 'workflow_dispatch',
        file: '.github/workflows/drift.yml',
        variables: account.variables('dev'),
      },
      variables,
    );
  const report = () => readFile(path.join(account.folder, 'reports', 'issue.md'), 'utf8');

  test('is not reported after a deployment', async () => {
    expectSuccess(await drift());
    await expect(report()).rejects.toThrow('ENOENT');
  });

  test('is reported when a resource was changed by hand', async () => {
    const { code, output } = await drift({ STANDIN_DRIFT: `SecurityGroup::${service}-service` });
    expect(code).toBe(1);
    expect(output).toContain('dev differs from infra/');
    expect(await report()).toContain('changed by hand');
    await rm(path.join(account.folder, 'reports'), { recursive: true });
  });

  test('leaves no change in the clone', async () => {
    expect(await changedFiles()).toBe('');
  });
});

describe('a secret', () => {
  let first: Sentry;
  let second: Sentry;

  beforeAll(async () => {
    first = await startSentry(certificate);
    second = await startSentry(certificate);
    closing.push(first, second);
  });

  /** Requests prompts from a database without their table. */
  async function causeError(): Promise<void> {
    const { postgres } = account.cloud;
    await postgres.query(service, 'ALTER TABLE prompts RENAME TO prompts_away');
    expect((await fetch(`${url()}/v1/prompts`)).status).toBe(500);
    await postgres.query(service, 'ALTER TABLE prompts_away RENAME TO prompts');
  }

  test('is set as the runbook says, and errors are reported with it', async () => {
    expectSuccess(await account.runbook('rotate-secret', { STAGE: 'dev' }, first.dsn));
    expectSuccess(await account.commit('infra: Report errors'));
    await causeError();
    await expect.poll(() => first.events.length, { timeout: 20_000 }).toBe(1);
    const [event] = first.events;
    expect(event).toMatchObject({ environment: 'dev', transaction: 'GET /v1/prompts' });
    expect(event?.user).toBeUndefined();
    expect(event?.request).toBeUndefined();
  });

  test('is rotated: new tasks have the new value', async () => {
    expectSuccess(await account.runbook('rotate-secret', { STAGE: 'dev' }, second.dsn));
    expectSuccess(await account.commit('infra: Rotate the DSN'));
    await causeError();
    await expect.poll(() => second.events.length, { timeout: 20_000 }).toBe(1);
    expect(first.events).toHaveLength(1);
  });
});

describe('a killed deployment', () => {
  test('leaves a lock, which stops the next one', async () => {
    // its process group, so that the engine ends without unlocking
    const kill = `set -m
      deploy/pulumi.sh up running --yes --skip-preview --non-interactive >/dev/null 2>&1 &
      until aws s3 ls --recursive "$PULUMI_BACKEND_URL/.pulumi/locks/" | grep -q .; do jobs %1 >/dev/null; done
      kill -KILL -- -$!`;
    expectSuccess(await account.onStage('dev', kill));
    const { code, output } = await account.release('dev', image);
    expect(code).toBe(1);
    expect(output).toContain('the stack is currently locked');
  });

  test('does not prevent a rollback', async () => {
    const { code } = await account.runbook('rollback', { STAGE: 'dev', DIGEST: image.digest });
    expect(code).toBe(0);
  });

  test('is followed by a release after the lock is removed as the runbook says', async () => {
    expectSuccess(await account.runbook('unlock', { STAGE: 'dev' }));
    expectSuccess(await account.release('dev', image));
    expect(await changedFiles()).toBe('');
  });
});

describe('prod', () => {
  test('is refused without a certificate, in one sentence', async () => {
    const { code, output } = await account.runbook('next-stage', {
      STAGE: 'prod',
      REPOSITORY: repositoryName,
    });
    expect(code).not.toBe(0);
    expect(output).toContain('service:protected is true without HTTPS');
    expect(await account.running('prod')).toBe('none');
  });

  test('is created with a certificate', async () => {
    expectSuccess(await account.onStage('prod', `aws acm request-certificate --domain-name ${domain}`));
    expectSuccess(await account.runbook('certificate', { STAGE: 'prod', DOMAIN: domain }));
    expectSuccess(await account.runbook('change', { STAGE: 'prod' }));
    expectSuccess(await account.shell('git add infra'));
    expectSuccess(await account.commit('infra: Set up prod'));
    expect(await changedFiles()).toBe('');
    closing.push(await serveAt(domain, `${answers.name}-prod`, account, certificate));
  });

  test('gets the digest that dev runs when a person starts the workflow', async () => {
    const next = await account.version('next', folder => writeFile(path.join(folder, 'dist', 'next.js'), ''));
    expectSuccess(await account.deploy('workflow_dispatch', next, 'dev prod'));
    expect(await account.running('dev')).toBe(next.digest);
    expect(await account.running('prod')).toBe(next.digest);
  });

  test('is not deleted before its protections are removed', async () => {
    const { code, output } = await account.onStage('prod', 'pulumi -C infra destroy --stack prod');
    expect(code).not.toBe(0);
    expect(output).toMatch(/protect/);
    expect(await account.running('prod')).not.toBe('none');
  });

  test('is deleted as the runbook says', async () => {
    expectSuccess(await account.runbook('delete-stage', { STAGE: 'prod' }));
    expect((await account.onStage('prod', 'pulumi -C infra stack ls --json')).output).not.toContain('prod');
  });
});

test('a third stage is added and deleted as the runbooks say', async () => {
  expectSuccess(await account.runbook('add-stage', { STAGE: 'staging' }));
  expectSuccess(await account.runbook('next-stage', { STAGE: 'staging', REPOSITORY: repositoryName }));
  const [created] = await account.changes('staging');
  expect(Object.keys(created ?? {})).toEqual(['create']);
  expectSuccess(await account.runbook('delete-stage', { STAGE: 'staging' }));
});
