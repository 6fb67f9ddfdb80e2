import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkProgram } from '@goldpath/policies';
import { type ResourceGraph, runProgram } from '@goldpath/program';

const dir = import.meta.dirname;

/** A stage as docs/deploying-the-portal.md sets it up. */
const stage = {
  'aws:region': 'eu-central-1',
  'service:size': 'medium',
  'service:protected': 'true',
  'service:multiAz': 'true',
  'service:nat': 'per-zone',
  'service:waf': 'true',
  'service:image': `sha256:${'ab'.repeat(32)}`,
  'service:domain': 'portal.example.com',
  'service:hostedZoneId': 'Z0123456789ABCDEFGHIJ',
  'service:alarmEmail': 'platform@example.com',
  'portal:githubClientId': 'Iv1.0123456789abcdef',
  'portal:githubClientSecret': 'a-client-secret',
  'portal:githubToken': 'a-token',
  'portal:platformRepository': 'acme/goldpath',
  'portal:codeOwners': '@acme/platform',
};
let graph: ResourceGraph;

/** Runs the program with settings of its own: those of the committed file are a platform team's to change. */
async function runPortal(config: Record<string, string>): Promise<ResourceGraph> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-infra-'));
  try {
    const program = path.join(folder, 'infra');
    await cp(dir, program, { recursive: true });
    for (const name of ['node_modules', 'templates'])
      await symlink(path.join(dir, '..', name), path.join(folder, name));
    await writeFile(path.join(program, 'Pulumi.prod.yaml'), JSON.stringify({ config }));
    const { stages } = await runProgram(program, { stack: 'prod' });
    return stages[0]!.graph;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

beforeAll(async () => {
  graph = await runPortal(stage);
});

const only = (type: string) => {
  const [node, ...others] = graph.ofType(type);
  expect(others).toEqual([]);
  return node!.inputs;
};

/** The task definition of a family, with its first container. */
const taskOf = (of: ResourceGraph, family: string) => {
  const tasks = of.ofType('aws:ecs/taskDefinition:TaskDefinition').map(({ inputs }) => inputs);
  const task = tasks.find(inputs => inputs.family === family)!;
  const [container] = JSON.parse(String(task.containerDefinitions)) as Container[];
  return { task, container: container! };
};

interface Container {
  environment: { name: string; value: string }[];
  secrets: { name: string }[];
}

const environmentOf = ({ environment }: Container) =>
  Object.fromEntries(environment.map(({ name, value }) => [name, value]));

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
    ['The internet on port 443', 443, 443, '0.0.0.0/0'],
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
  const portal = JSON.stringify(taskOf(graph, 'goldpath-prod').container);
  const preparation = JSON.stringify(taskOf(graph, 'goldpath-prod-preparation').container);
  expect(portal).not.toContain('POSTGRES_PASSWORD');
  expect(portal).toContain('app-config.aws.yaml');
  expect(preparation).toContain('POSTGRES_PASSWORD');
  expect(preparation).toContain('prepareDatabase.ts');
});

test('the portal does not publish to the folder of a task, and adds the answers of its settings', () => {
  expect(environmentOf(taskOf(graph, 'goldpath-prod').container)).toMatchObject({
    GOLDPATH_BASE_URL: 'https://portal.example.com',
    GOLDPATH_PUBLISH_LOCALLY: 'false',
    GOLDPATH_PLATFORM_REPOSITORY: 'acme/goldpath',
    GOLDPATH_CODE_OWNERS: '@acme/platform',
    AUTH_GITHUB_CLIENT_ID: 'Iv1.0123456789abcdef',
  });
});

test('its secrets are not readable in the task definition', () => {
  const { container } = taskOf(graph, 'goldpath-prod');
  const names = container.secrets.map(({ name }) => name);
  expect(names).toEqual(['AUTH_GITHUB_CLIENT_SECRET', 'GITHUB_TOKEN']);
  expect(JSON.stringify(container)).not.toContain('a-token');
});

test('a task of the portal has the memory for its checks', () => {
  expect(taskOf(graph, 'goldpath-prod').task).toMatchObject({ cpu: '512', memory: '2048' });
});

test('a portal without GitHub has none of its variables', async () => {
  const withoutGitHub = Object.fromEntries(
    Object.entries(stage).filter(([key]) => !key.startsWith('portal:')),
  );
  const { container } = taskOf(await runPortal(withoutGitHub), 'goldpath-prod');
  expect(container.secrets).toEqual([]);
  expect(Object.keys(environmentOf(container)).filter(name => /GITHUB|OWNERS|PLATFORM/.test(name))).toEqual(
    [],
  );
});

test('settings that are not valid are reported before anything is registered', async () => {
  await expect(runPortal({ ...stage, 'portal:codeOwners': 'platform' })).rejects.toThrow(
    'Pulumi.prod.yaml is invalid',
  );
});

test('the portal’s data survives mistakes', () => {
  expect(only('aws:rds/instance:Instance')).toMatchObject({
    deletionProtection: true,
    skipFinalSnapshot: false,
    multiAz: true,
    storageEncrypted: true,
  });
});
