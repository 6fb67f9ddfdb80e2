import { expect, test } from 'vitest';
import { prepare } from './testing';

async function read(overrides: Record<string, string>) {
  await prepare('dev', overrides);
  return (await import('./config')).readConfig();
}

/** The message of the error that rejects the configuration. */
async function errorFor(overrides: Record<string, string>): Promise<string> {
  try {
    await read(overrides);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

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

test('without a domain of its own, the frontend has one of Vercel', async () => {
  const { frontend } = await read({ 'service:frontend': 'vercel' });
  expect(frontend?.domain).toBe('shop-dev.vercel.app');
});

test('before the first image exists, the service does not run', async () => {
  expect(await read({ 'service:image': 'none' })).toMatchObject({ running: false });
  expect((await read({ 'service:image': `sha256:${'a'.repeat(64)}` })).imageDigest).toBe(
    `sha256:${'a'.repeat(64)}`,
  );
});
