// The same service with a pipeline on GitLab, whose jobs run with this machine's shell.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Account, expectSuccess } from '../account.ts';
import { answers } from '../answers.ts';
import type { Image } from '../cloud/images.ts';
import { gitLabFolder } from '../folders.ts';
import { Runner } from '../gitlab/runner.ts';
import { commonAnswers, stampRepository } from '../stampedRepository.ts';

const role = `arn:aws:iam::123456789012:role/${answers.name}-dev-pipeline`;
const variables = { DEPLOY_STAGES: 'dev', AWS_ROLE_ARN: role };

let account: Account;
let first: Image;
let second: Image;

beforeAll(async () => {
  const given = { ...commonAnswers, pipeline: 'gitlab' };
  await stampRepository(gitLabFolder, 'prompt-library-service', given);
  account = await Account.open(['dev'], { repository: gitLabFolder });
});

afterAll(() => account?.close());

const running = () => account.running('dev');

/** Builds and deploys a version in a pipeline of its own. */
async function release(image: Image) {
  const pipeline = await Runner.start(account);
  expectSuccess(await pipeline.run('build', { IMAGE: image.archive }));
  expectSuccess(await pipeline.run('sign', variables));
  return pipeline.run('dev', variables);
}

test('the first deployment follows the same runbook', async () => {
  await account.setUp('dev', `acme-works/${answers.name}`);
  expect(await running()).toBe('none');
});

test.each(['test', 'infrastructure'])('the job %s runs scripts that exist', async job => {
  const { output, code } = await (await Runner.start(account)).run(job, {});
  expect(output).toContain('npm test: not run again');
  expect(code).toBe(0);
});

test('a pipeline on main builds the image once and releases it', async () => {
  first = await account.version('first');
  expectSuccess(await release(first));
  expect(await running()).toBe(first.digest);
});

test('a version that does not become healthy is replaced by the one before, and the job fails', async () => {
  const broken = await account.version('broken', folder =>
    writeFile(path.join(folder, 'dist', 'server.js'), 'process.exit(1);\n'),
  );
  const { code, output } = await release(broken);
  expect(code).toBe(1);
  expect(output).toContain(`dev runs ${first.digest} again`);
  expect(await running()).toBe(first.digest);
});

describe('the comparison', () => {
  const compare = async (more: Record<string, string> = {}) =>
    (await Runner.start(account)).run('drift', { ...variables, STAGE: 'dev', ...more });

  test('reports nothing after a deployment', async () => {
    second = await account.version('second', folder => writeFile(path.join(folder, 'dist', 'next.js'), ''));
    expectSuccess(await release(second));
    expect((await compare()).output).toContain('dev matches infra/.');
  });

  test('reports a resource that was changed by hand', async () => {
    const { code, output } = await compare({ STANDIN_DRIFT: `SecurityGroup::${answers.name}-dev-service` });
    expect(code).toBe(1);
    expect(output).toContain('dev differs from infra/');
  });
});

test('a rollback runs the image of an earlier pipeline again', async () => {
  const pipeline = await Runner.start(account);
  const chosen = { ...variables, ROLLBACK_STAGE: 'dev', ROLLBACK_DIGEST: first.digest };
  expectSuccess(await pipeline.run('rollback', chosen));
  expect(await running()).toBe(first.digest);
});

test('no job leaves a change in the clone', async () => {
  await account.shell('git clean --quiet --force --force -d -x');
  expect((await account.shell('git status --porcelain')).output).toBe('');
});
