import { readFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import { beforeEach, expect, test, vi } from 'vitest';

interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

let registered: Registered[];

beforeEach(() => {
  registered = [];
  vi.resetModules();
});

/** Runs the program for a stage as `pulumi preview` does, and gives what it registers. */
async function run(stage: string, overrides: Record<string, string> = {}): Promise<Registered[]> {
  const lines = readFileSync(`Pulumi.${stage}.yaml`, 'utf8').matchAll(
    /^ {2}([\w-]+:[\w-]+): (.*)$/gm,
  );
  const config = { ...Object.fromEntries([...lines].map(([, key, value]) => [key!, value!])), ...overrides };
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs: inputs as Registered['inputs'] });
        // what AWS adds to a resource
        const added = { arn: `arn:${name}`, masterUserSecrets: [{ secretArn: `arn:${name}-password` }] };
        return { id: `${name}-id`, state: { ...(inputs as Record<string, unknown>), ...added } };
      },
      call: ({ token, inputs }) =>
        token.includes('getAvailabilityZones') ? { names: ['a', 'b', 'c'] } : (inputs as Record<string, unknown>),
    },
    'project',
    stage,
  );
  pulumi.runtime.setAllConfig(config);
  await import('./index');
  // the registrations are under way until then
  await pulumi.runtime.disconnect();
  return registered;
}

const only = (type: string) => {
  const found = registered.filter(resource => resource.type === type);
  expect(found).toHaveLength(1);
  return found[0]!.inputs;
};

test.each(['dev', 'prod'])('in %s the database is private and encrypted', async stage => {
  await run(stage);
  expect(only('aws:rds/instance:Instance')).toMatchObject({ publiclyAccessible: false, storageEncrypted: true });
});

test.each(['dev', 'prod'])('in %s the service has no public address', async stage => {
  await run(stage);
  expect(only('aws:ecs/service:Service')).toMatchObject({ networkConfiguration: { assignPublicIp: false } });
});

test('in prod the database cannot be deleted by mistake', async () => {
  await run('prod');
  expect(only('aws:rds/instance:Instance')).toMatchObject({ deletionProtection: true, skipFinalSnapshot: false });
});

test('a security group is reached from another group, and from the internet only at the edge', async () => {
  await run('dev');
  const open = registered.filter(
    ({ type, inputs }) => type === 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule' && inputs.cidrIpv4,
  );
  expect(open.map(({ name }) => name)).toEqual(['project-dev-edge-80']);
});

test('with a certificate, HTTP leads to HTTPS', async () => {
  await run('dev', { 'service:certificateArn': 'arn:aws:acm:eu-west-1:123456789012:certificate/x' });
  const listeners = registered.filter(({ type }) => type === 'aws:lb/listener:Listener');
  const actions = listeners.map(({ inputs }) => [inputs.port, (inputs.defaultActions as { type: string }[])[0]?.type]);
  expect(actions).toEqual([
    [80, 'redirect'],
    [443, 'forward'],
  ]);
});

test.each([
  ['service:size', 'huge', "service:size is 'huge'; it must be one of small, medium, large."],
  ['service:image', 'a b', "service:image is 'a b'; it must be a tag or a digest"],
  ['service:certificateArn', 'mine', "service:certificateArn is 'mine'; it must be the ARN of an ACM certificate."],
])('%s: %s fails before anything is registered', async (key, value, sentence) => {
  await expect(run('dev', { [key]: value })).rejects.toThrow(sentence);
  expect(registered).toEqual([]);
});

test.each([
  ['small', 1],
  ['medium', 2],
])('a %s service has %i NAT gateways', async (size, count) => {
  await run('prod', { 'service:size': size });
  expect(registered.filter(({ type }) => type === 'aws:ec2/natGateway:NatGateway')).toHaveLength(count);
});
