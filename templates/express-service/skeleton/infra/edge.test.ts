import * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { prepare, run } from './testing';

const withDomain = {
  'aws:region': 'eu-north-1',
  'service:domain': 'prompts.example.com',
  'service:certificateArn': 'arn:aws:acm:eu-north-1:123456789012:certificate/0123',
};
const domainWithZone = { 'service:domain': 'prompts.example.com', 'service:hostedZoneId': 'Z0123456789' };

describe('without a domain', () => {
  it('serves HTTP at its own name', async () => {
    const program = await run('dev');
    const listener = program.one('lb/listener:Listener');
    const rule = program.one('lb/listenerRule:ListenerRule');
    expect(listener.inputs).toMatchObject({ port: 80, protocol: 'HTTP' });
    expect(rule.inputs).toMatchObject({
      listenerArn: 'arn:aws:lb/listener:Listener:shop-dev-http',
      actions: [{ type: 'forward', targetGroupArn: 'arn:aws:lb/targetGroup:TargetGroup:shop-dev-a' }],
    });
    expect(await value(program.outputs.url)).toBe('http://shop-dev.elb.example');
  });

  it('shows to policies whether that is accepted where data is protected', async () => {
    const tagsOf = async (stage: string, overrides: Record<string, string> = {}) =>
      (await run(stage, overrides)).all('lb/listener:Listener')[0]?.inputs.tags;
    expect(await tagsOf('prod', { 'service:plainHttp': 'accepted' })).toEqual({ 'plain-http': 'accepted' });
    expect(await tagsOf('prod')).toEqual({ 'plain-http': 'refused' });
    expect(await tagsOf('prod', domainWithZone)).toBeUndefined();
    expect(await tagsOf('dev')).toBeUndefined();
  });

  it('opens only port 80', async () => {
    expect(await publicPorts()).toEqual([80]);
  });
});

describe('with a domain', () => {
  it('opens ports 80 and 443', async () => {
    expect(await publicPorts(withDomain)).toEqual([80, 443]);
  });

  it('redirects HTTP to HTTPS', async () => {
    const http = (await run('prod', withDomain)).one('lb/listener:Listener', 'shop-prod-http');
    expect(http.inputs.defaultActions).toEqual([
      { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
    ]);
  });

  it('serves HTTPS with the certificate, with TLS 1.2 or later', async () => {
    const program = await run('prod', withDomain);
    const https = program.one('lb/listener:Listener', 'shop-prod-https');
    expect(https.inputs).toMatchObject({
      protocol: 'HTTPS',
      certificateArn: withDomain['service:certificateArn'],
      sslPolicy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2-/) as string,
    });
    expect(program.one('lb/listenerRule:ListenerRule').inputs.listenerArn).toBe(
      'arn:aws:lb/listener:Listener:shop-prod-https',
    );
    expect(await value(program.outputs.url)).toBe('https://prompts.example.com');
  });

  it('serves only requests for its domain', async () => {
    const program = await run('prod', withDomain);
    expect(program.one('lb/listenerRule:ListenerRule').inputs.conditions).toEqual([
      { hostHeader: { values: ['prompts.example.com'] } },
    ]);
    expect(program.one('lb/listener:Listener', 'shop-prod-https').inputs.defaultActions).toMatchObject([
      { type: 'fixed-response', fixedResponse: { statusCode: '404' } },
    ]);
  });

  it('creates a DNS record for the domain when the zone is configured', async () => {
    const alias = (await run('prod', domainWithZone)).one('route53/record:Record', 'shop-prod-edge');
    expect(alias.inputs).toMatchObject({
      zoneId: 'Z0123456789',
      name: 'prompts.example.com',
      type: 'A',
      aliases: [{ name: 'shop-prod.elb.example' }],
    });
  });

  it('creates no DNS record when no zone is configured', async () => {
    expect((await run('prod', withDomain)).all('route53/record:Record')).toEqual([]);
  });
});

it('can reach only the service', async () => {
  const program = await run('prod');
  const { id } = program.one('ec2/securityGroup:SecurityGroup', 'shop-prod-edge');
  const service = program.one('ec2/securityGroup:SecurityGroup', 'shop-prod-service');
  const out = program
    .all('vpc/securityGroupEgressRule:SecurityGroupEgressRule')
    .filter(rule => rule.inputs.securityGroupId === id);
  expect(out.map(rule => rule.inputs)).toMatchObject([
    { referencedSecurityGroupId: service.id, fromPort: 3000, toPort: 3000 },
  ]);
});

it('has deletion protection when data is protected', async () => {
  const balancer = async (stage: string) => (await run(stage)).one('lb/loadBalancer:LoadBalancer').inputs;
  expect(await balancer('prod')).toMatchObject({ enableDeletionProtection: true });
  expect(await balancer('dev')).toMatchObject({ enableDeletionProtection: false });
});

it('rejects requests that servers could parse differently', async () => {
  expect((await run('dev')).one('lb/loadBalancer:LoadBalancer').inputs).toMatchObject({
    dropInvalidHeaderFields: true,
    desyncMitigationMode: 'defensive',
  });
});

it('checks whether the service responds, but not its database, whose fail-over must end no task', async () => {
  expect((await run('dev')).one('lb/targetGroup:TargetGroup').inputs).toMatchObject({
    port: 3000,
    targetType: 'ip',
    healthCheck: { path: '/health/live', matcher: '200' },
  });
});

describe('blue-green', () => {
  const overrides = { 'service:rollout': 'blue-green' };

  it('sends all requests to the first of two target groups at first', async () => {
    const program = await run('dev', overrides);
    expect(program.one('lb/listenerRule:ListenerRule').inputs.actions).toEqual([
      {
        type: 'forward',
        forward: {
          targetGroups: [
            { arn: 'arn:aws:lb/targetGroup:TargetGroup:shop-dev-a', weight: 100 },
            { arn: 'arn:aws:lb/targetGroup:TargetGroup:shop-dev-b', weight: 0 },
          ],
        },
      },
    ]);
  });

  it('keeps the target group of a rolling deployment', async () => {
    const names = async (more: Record<string, string>) =>
      (await run('dev', more)).all('lb/targetGroup:TargetGroup').map(group => group.name);
    expect(await names({})).toEqual(['shop-dev-a']);
    expect(await names(overrides)).toEqual(['shop-dev-a', 'shop-dev-b']);
  });

  it('ignores changes of the weights by Amazon ECS, unlike a rolling deployment', async () => {
    expect(await ignoredOfRule(true)).toEqual(['actions']);
    expect(await ignoredOfRule(false)).toEqual([]);
  });
});

it.each(['a-service-with-a-very-long-name-prod', 'internal-tools-prod'])(
  'has names that AWS allows for %s, with the suffix that Pulumi appends',
  async name => {
    const registered = await edgeOf(name, true);
    const limited = registered.filter(({ type }) => /lb\/(loadBalancer|targetGroup):/.test(type));
    expect(limited).toHaveLength(3);
    for (const { name: own } of limited) {
      expect(`${own}-0123456`.length).toBeLessThanOrEqual(32);
      expect(own).not.toMatch(/^internal-/);
    }
  },
);

async function publicPorts(overrides: Record<string, string> = {}): Promise<unknown[]> {
  const program = await run('prod', overrides);
  return program
    .all('vpc/securityGroupIngressRule:SecurityGroupIngressRule')
    .filter(rule => rule.inputs.cidrIpv4 === '0.0.0.0/0')
    .map(rule => rule.inputs.fromPort);
}

/** The inputs of the rule whose changes are ignored. */
async function ignoredOfRule(blueGreen: boolean): Promise<string[] | undefined> {
  const rule = (await edgeOf('shop-dev', blueGreen)).find(({ type }) => type.endsWith(':ListenerRule'));
  return rule?.options.ignoreChanges;
}

/** The resources of only the load balancer, with their options. */
async function edgeOf(
  name: string,
  blueGreen: boolean,
): Promise<{ type: string; name: string; options: pulumi.CustomResourceOptions }[]> {
  await prepare('dev');
  const { Edge } = await import('./edge');
  const registered: { type: string; name: string; options: pulumi.CustomResourceOptions }[] = [];
  new Edge(
    name,
    {
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1', 'subnet-2'],
      port: 3000,
      healthPath: '/health/live',
      domain: undefined,
      certificateArn: undefined,
      hostedZoneId: undefined,
      waf: false,
      protected: false,
      blueGreen,
      keyArn: 'arn:aws:kms:eu-north-1:123456789012:key/1',
      logRetentionDays: 30,
    },
    {
      transformations: [
        ({ type, name: resourceName, opts }) => {
          registered.push({ type, name: resourceName, options: opts });
          return undefined;
        },
      ],
    },
  );
  await pulumi.runtime.disconnect();
  return registered;
}

function value(output: unknown): Promise<unknown> {
  return new Promise(resolve => (output as pulumi.Output<unknown>).apply(resolve));
}
