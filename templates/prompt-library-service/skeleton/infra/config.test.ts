import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { prepare, prepareWith, type Configuration } from './testing';

async function read(overrides: Record<string, string>) {
  await prepare('dev', overrides);
  return (await import('./config')).readConfig();
}

/** The message of the error that rejects the configuration. */
async function errorFor(overrides: Configuration): Promise<string> {
  try {
    await read(overrides);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

/** The message of the error that rejects the configuration in `pulumi up`. */
async function errorInUpdate(
  config: Configuration,
  image: Configuration = { 'service:image': 'none' },
): Promise<string> {
  const base = { 'aws:region': 'eu-north-1', 'service:size': 'small' };
  await prepareWith({ ...base, ...image, ...config }, { stage: 'dev', isPreview: false });
  try {
    (await import('./config')).readConfig();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

const stages = readdirSync(__dirname)
  .map(file => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
  .filter(stage => stage !== undefined);

/** The configuration of a stage as Pulumi passes it, without its secrets, which only Pulumi can decrypt. */
function committed(stage: string): Configuration {
  const { config } = parse(readFileSync(`${__dirname}/Pulumi.${stage}.yaml`, 'utf8')) as {
    config: Record<string, unknown>;
  };
  const plain = Object.entries(config).filter(([, value]) => !(value as { secure?: string }).secure);
  return Object.fromEntries(
    plain.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

test.each(stages)('Pulumi.%s.yaml is valid', async stage => {
  await prepareWith(committed(stage), { stage });
  const { readConfig } = await import('./config');
  expect(readConfig().stage).toBe(stage);
});

test.each([
  [
    'a size that does not exist',
    { 'service:size': 'huge' },
    "service:size is 'huge'; it must be one of small, medium, large",
  ],
  [
    'an unknown region',
    { 'aws:region': 'eu-north-9' },
    "aws:region is 'eu-north-9', which AWS does not have; choose one of eu-central-1,",
  ],
  [
    'a value that is not a region',
    { 'aws:region': 'Paris' },
    "aws:region is 'Paris'; it must be the name of an AWS region",
  ],
  ['no region', { 'aws:region': '' }, 'aws:region is missing'],
  [
    'an unknown key',
    { 'service:natt': 'none' },
    'service:natt is not a key of this program; its keys are service:size,',
  ],
  [
    'one zone',
    { 'service:zones': '1' },
    "service:zones is '1'; it must be 2 or 3: the load balancer and the database need at least two zones",
  ],
  [
    'a value that is not a boolean',
    { 'service:waf': 'maybe' },
    "service:waf is 'maybe'; it must be true or false",
  ],
  [
    'a tag instead of a digest',
    { 'service:image': 'latest' },
    "service:image is 'latest'; it must be the digest of an image",
  ],
  [
    'an invalid network',
    { 'service:cidr': 'ten' },
    "service:cidr is 'ten'; it must be a private IPv4 network",
  ],
  [
    'an address within a network',
    { 'service:cidr': '10.0.0.1/16' },
    "service:cidr is '10.0.0.1/16'; it must be the first address",
  ],
  ['a public network', { 'service:cidr': '8.8.0.0/16' }, "service:cidr is '8.8.0.0/16'; it must be within"],
  [
    'a network that is too small',
    { 'service:cidr': '10.0.0.0/24' },
    "service:cidr is '10.0.0.0/24', too small",
  ],
  [
    'a network that is too large',
    { 'service:cidr': '10.0.0.0/8' },
    "service:cidr is '10.0.0.0/8', too large",
  ],
  [
    'a network that overlaps a neighbour',
    { 'service:cidr': '10.0.0.0/16', 'service:neighbours': '["10.1.0.0/16","10.0.128.0/20"]' },
    "service:cidr is '10.0.0.0/16', which overlaps 10.0.128.0/20 of service:neighbours",
  ],
  [
    'an invalid neighbour',
    { 'service:neighbours': '["10.1.2.3/16"]' },
    "service:neighbours contains '10.1.2.3/16'",
  ],
  [
    'an origin with a path',
    { 'service:frontendOrigins': '["https://www.example.com/"]' },
    'service:frontendOrigins is',
  ],
  [
    'an origin without HTTPS',
    { 'service:frontendOrigins': '["http://www.example.com"]' },
    "service:frontendOrigins is 'http://www.example.com'; it must be a list of origins",
  ],
  ['neighbours that are not a list', { 'service:neighbours': '10.1.0.0/16' }, 'service:neighbours is'],
  [
    'a domain without a certificate',
    { 'service:domain': 'prompts.example.com' },
    "service:domain is 'prompts.example.com' without a certificate",
  ],
  [
    'a certificate in another region',
    {
      'aws:region': 'eu-north-1',
      'service:domain': 'prompts.example.com',
      'service:certificateArn': 'arn:aws:acm:eu-west-1:123456789012:certificate/abc',
    },
    'service:certificateArn is in eu-west-1; a load balancer uses certificates of its own region, eu-north-1.',
  ],
  [
    'a certificate without a domain',
    {
      'aws:region': 'eu-north-1',
      'service:certificateArn': 'arn:aws:acm:eu-north-1:123456789012:certificate/abc',
    },
    'service:certificateArn is set without service:domain',
  ],
  [
    'Sentry without internet access',
    { 'service:nat': 'none', 'service:sentryDsn': 'https://key@sentry.example.com/1' },
    'service:sentryDsn needs internet access',
  ],
  [
    'ids of a repository for GitLab',
    {
      'service:pipeline': 'gitlab',
      'service:repository': 'acme/shop',
      'service:repositoryIds': '1/2',
    },
    'service:repositoryIds is set, but only tokens of GitHub contain them',
  ],
  ['ids without a repository', { 'service:repositoryIds': '1/2' }, 'set without service:repository'],
  [
    'a pattern instead of an id',
    { 'service:repository': 'acme/shop', 'service:repositoryIds': '1/*' },
    "service:repositoryIds is '1/*'; it must be the ids",
  ],
  [
    'a group within a group on GitHub',
    { 'service:repository': 'acme/shop/web' },
    "service:repository is 'acme/shop/web'; a repository on GitHub is owner/name.",
  ],
  [
    'fewer tasks at most than at least',
    { 'service:size': 'medium', 'service:tasks': '4', 'service:maxTasks': '3' },
    'service:maxTasks is 3, fewer than the minimum of 4 tasks',
  ],
  [
    'more tasks than the database has connections for',
    { 'service:maxTasks': '20' },
    'service:maxTasks is 20; during a rollout twice as many tasks connect to db.t4g.micro, which is enough for 3.',
  ],
])('%s is rejected with one sentence', async (_case, overrides, sentence) => {
  const message = await errorFor(overrides);
  expect(message).toContain(sentence);
  expect(message.split('\n')).toHaveLength(2);
});

test('all problems are reported at once', async () => {
  const message = await errorFor({ 'service:size': 'huge', 'service:nat': 'two', 'service:zones': '4' });
  expect(message.split('\n')).toHaveLength(4);
});

test('an invalid secret is not shown', async () => {
  const message = await errorFor({ 'service:datadogApiKey': 'my-secret-key' });
  expect(message).toContain('service:datadogApiKey is invalid');
  expect(message).not.toContain('my-secret-key');
});

test('problems are reported before anything is registered', async () => {
  const registered = await prepare('dev', { 'service:size': 'huge' });
  await expect(import('./index')).rejects.toThrow('service:size');
  expect(registered).toEqual([]);
});

test('before the first image exists, the service does not run', async () => {
  expect(await read({ 'service:image': 'none' })).toMatchObject({ running: false });
  expect((await read({ 'service:image': `sha256:${'a'.repeat(64)}` })).imageDigest).toBe(
    `sha256:${'a'.repeat(64)}`,
  );
});

const domain = { 'service:domain': 'prompts.example.com', 'service:hostedZoneId': 'Z0123456789' };
const pages = { 'service:protected': 'false', 'service:frontendOrigins': '["https://www.example.com"]' };

test.each([
  ['a protected stage', { 'service:protected': 'true' }, 'service:protected is true without HTTPS'],
  ['a stage that pages call', pages, 'service:frontendOrigins is set without HTTPS'],
])('%s is not deployed without HTTPS, unless that is accepted', async (_case, config, sentence) => {
  const message = await errorInUpdate(config);
  expect(message).toContain(sentence);
  expect(message.split('\n')).toHaveLength(2);
  expect(await errorInUpdate({ ...config, ...domain })).toBe('no error');
  expect(await errorInUpdate({ ...config, 'service:plainHttp': 'accepted' })).toBe('no error');
  expect(await errorFor(config)).toBe('no error');
});

test('an update needs an image, and a preview does not', async () => {
  const config = { 'service:protected': 'false' };
  expect(await errorInUpdate(config, {})).toContain('service:image is missing; set it to the digest to run');
  expect(await errorInUpdate(config)).toBe('no error');
  expect(await errorFor(config)).toBe('no error');
});

test('a stage that loses nothing is deployed without HTTPS', async () => {
  expect(await errorInUpdate({ 'service:protected': 'false' })).toBe('no error');
});

test.each([
  [{ 'service:multiAz': 'true' }, 2, 3],
  [{ 'service:multiAz': 'false' }, 1, 3],
  [{ 'service:multiAz': 'true', 'service:tasks': '1' }, 1, 3],
  [{ 'service:tasks': '2', 'service:maxTasks': '2' }, 2, 2],
  [{ 'service:size': 'medium', 'service:tasks': '10' }, 10, 10],
])('%j runs %i to %i tasks', async (overrides, tasks, maxTasks) => {
  expect((await read(overrides as Configuration)).size).toMatchObject({ tasks, maxTasks });
});

test('a stage whose names would be too long is rejected with one sentence', async () => {
  await prepareWith(
    { 'aws:region': 'eu-north-1', 'service:size': 'small', 'service:protected': 'false' },
    { stage: 'integration-tests', project: 'a'.repeat(24) },
  );
  const { readConfig } = await import('./config');
  expect(readConfig).toThrow(
    /The stage 'integration-tests' leads to the name '.*' of a role, which has 70 char/,
  );
});
