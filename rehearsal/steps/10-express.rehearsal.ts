// The second template: an empty account becomes a running service in the same way.
import { x } from 'tinyexec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Account, expectSuccess, repositoryName } from '../account.ts';
import { expressFolder, npmCache } from '../folders.ts';
import { commonAnswers, stampRepository } from '../stampedRepository.ts';

const stage = 'dev';

let account: Account;

beforeAll(async () => {
  await stampRepository(expressFolder, 'express-service', { ...commonAnswers, pipeline: 'github' });
  account = await Account.open([stage], { repository: expressFolder, built: expressFolder });
});

afterAll(() => account?.close());

const request = async (target: string) => (await fetch(`http://${account.cloud.balancer}${target}`)).status;

test('the first deployment follows its runbook', async () => {
  await account.setUp(stage, repositoryName);
  const [created] = await account.changes(stage);
  expect(Object.keys(created ?? {})).toEqual(['create']);
  expect(await account.running(stage)).toBe('none');
});

test('the first release runs its migration, and answers from its database', async () => {
  const env = { ...process.env, npm_config_cache: npmCache, npm_config_prefer_offline: 'true' };
  const nodeOptions = { cwd: expressFolder, env };
  await x('npm', ['ci', '--no-audit', '--no-fund'], { throwOnError: true, nodeOptions });
  await x('npm', ['run', 'build'], { throwOnError: true, nodeOptions });
  const image = await account.version('first');
  expectSuccess(await account.release(stage, image));
  expect(await account.running(stage)).toBe(image.digest);
  expect(await request('/v1/notes')).toBe(200);
});

test('the clone has no other changes than the commits of its developer', async () => {
  expect((await account.shell('git status --porcelain')).output).toBe('');
});
