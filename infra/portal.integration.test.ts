import { beforeAll, expect, test } from 'vitest';
import { checkProgram } from '@goldpath/policies';
import { runProgram, type ResourceGraph } from '@goldpath/program';

const dir = import.meta.dirname;
let graph: ResourceGraph;

beforeAll(async () => {
  const { stages } = await runProgram(dir, { stack: 'prod' });
  graph = stages[0]!.graph;
});

const only = (type: string) => {
  const [node, ...others] = graph.ofType(type);
  expect(others).toEqual([]);
  return node!.inputs;
};

test('the portal passes the policies that it enforces', async () => {
  const results = await checkProgram(dir);
  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(results).not.toEqual([]);
});

test('each part accepts connections only from the previous one, on one port', () => {
  const rules = graph
    .ofType('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
    .map(({ inputs }) => [inputs.description, inputs.fromPort, inputs.toPort, inputs.cidrIpv4]);
  expect(rules).toEqual([
    ['The internet on port 80', 80, 80, '0.0.0.0/0'],
    ['The load balancer to the portal', 7007, 7007, undefined],
    ['The portal to the database', 5432, 5432, undefined],
  ]);
});

test('the load balancer checks the readiness of Backstage', () => {
  expect(only('aws:lb/targetGroup:TargetGroup').healthCheck).toMatchObject({
    path: '/.backstage/health/v1/readiness',
  });
});

test('the portal logs in to its database with IAM authentication, and only its preparation has the password', () => {
  const containers = new Map(
    graph
      .ofType('aws:ecs/taskDefinition:TaskDefinition')
      .map(({ inputs }) => [inputs.family, String(inputs.containerDefinitions)]),
  );
  const portal = containers.get('goldpath-prod');
  const preparation = containers.get('goldpath-prod-preparation');
  expect(portal).not.toContain('POSTGRES_PASSWORD');
  expect(portal).toContain('app-config.aws.yaml');
  expect(preparation).toContain('POSTGRES_PASSWORD');
  expect(preparation).toContain('prepareDatabase.ts');
});

test('the portal’s data survives mistakes', () => {
  expect(only('aws:rds/instance:Instance')).toMatchObject({
    deletionProtection: true,
    skipFinalSnapshot: false,
    multiAz: true,
    storageEncrypted: true,
  });
});
