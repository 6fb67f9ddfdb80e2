import { expect, test } from 'vitest';
import { prepare } from './testing';

async function read(overrides: Record<string, string>) {
  await prepare('dev', overrides);
  return (await import('./config')).readConfig();
}

/** The sentence that the configuration is refused with. */
async function refusal(overrides: Record<string, string>): Promise<string> {
  try {
    await read(overrides);
  } catch (error) {
    return (error as Error).message;
  }
  return 'not refused';
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
    "aws:region is 'eu-north-9', which AWS does not have; the nearest may be among eu-central-1,",
  ],
  ['what is no region', { 'aws:region': 'Paris' }, "aws:region is 'Paris'; it must be the name of a region"],
  ['no region', { 'aws:region': '' }, 'aws:region is missing'],
  [
    'an unknown key',
    { 'service:natt': 'none' },
    'service:natt is no key of this program; it has service:size,',
  ],
  [
    'one zone',
    { 'service:zones': '1' },
    "service:zones is '1'; it must be 2 or 3: the load balancer and the database need two zones",
  ],
  ['a text for a switch', { 'service:waf': 'maybe' }, "service:waf is 'maybe'; it must be true or false"],
  [
    'a tag for an image',
    { 'service:image': 'latest' },
    "service:image is 'latest'; it must be the digest of an image",
  ],
  [
    'a network that is none',
    { 'service:cidr': 'ten' },
    "service:cidr is 'ten'; it must be a private IPv4 network",
  ],
  [
    'an address inside of a network',
    { 'service:cidr': '10.0.0.1/16' },
    "service:cidr is '10.0.0.1/16'; it must be the first address",
  ],
  ['a public network', { 'service:cidr': '8.8.0.0/16' }, "service:cidr is '8.8.0.0/16'; it must lie within"],
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
    'a neighbour that is none',
    { 'service:neighbours': '["10.1.2.3/16"]' },
    "service:neighbours holds '10.1.2.3/16'",
  ],
  ['neighbours that are no list', { 'service:neighbours': '10.1.0.0/16' }, 'service:neighbours is'],
  [
    'a domain without a certificate',
    { 'service:domain': 'prompts.example.com' },
    "service:domain is 'prompts.example.com' without a certificate",
  ],
  [
    'a certificate of another region',
    {
      'aws:region': 'eu-north-1',
      'service:domain': 'prompts.example.com',
      'service:certificateArn': 'arn:aws:acm:eu-west-1:123456789012:certificate/abc',
    },
    'service:certificateArn is of eu-west-1; a load balancer takes certificates of its own region, eu-north-1.',
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
    'Sentry without a way out',
    { 'service:nat': 'none', 'service:sentryDsn': 'https://key@sentry.example.com/1' },
    'service:sentryDsn needs a way out to the internet',
  ],
])('%s is refused in one sentence', async (_what, overrides, sentence) => {
  const message = await refusal(overrides);
  expect(message).toContain(sentence);
  expect(message.split('\n')).toHaveLength(2);
});

test('whatever is wrong is told at once', async () => {
  const message = await refusal({ 'service:size': 'huge', 'service:nat': 'two', 'service:zones': '4' });
  expect(message.split('\n')).toHaveLength(4);
});

test('a secret that is not right is not shown', async () => {
  const message = await refusal({ 'service:datadogApiKey': 'my-secret-key' });
  expect(message).toContain('service:datadogApiKey is not right');
  expect(message).not.toContain('my-secret-key');
});

test('what is wrong is told before anything is registered', async () => {
  const registered = await prepare('dev', { 'service:size': 'huge' });
  await expect(import('./index')).rejects.toThrow('service:size');
  expect(registered).toEqual([]);
});

test('without a domain of its own the frontend has one of Vercel', async () => {
  const { frontend } = await read({ 'service:frontend': 'vercel' });
  expect(frontend?.domain).toBe('shop-dev.vercel.app');
});

test('before the first image is there, there is none', async () => {
  expect(await read({ 'service:image': 'none' })).toMatchObject({ running: false });
  expect((await read({ 'service:image': `sha256:${'a'.repeat(64)}` })).imageDigest).toBe(
    `sha256:${'a'.repeat(64)}`,
  );
});
