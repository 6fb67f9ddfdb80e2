import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ResourceGraph } from './graph/graph.ts';
import { rules } from './pack.ts';
import { execute } from './run/execute.ts';
import { readProject } from './run/project.ts';
import { unknownValue, type RecordedResource } from './run/recorded.ts';
import { programIn } from './testing/program.ts';

const load = createRequire(import.meta.url);
const analyzer = load(
  '@pulumi/pulumi/proto/analyzer_pb',
) as typeof import('@pulumi/pulumi/proto/analyzer_pb.js');
const rpc = load(
  '@pulumi/pulumi/proto/analyzer_grpc_pb',
) as typeof import('@pulumi/pulumi/proto/analyzer_grpc_pb.js');
const { Struct } = load('google-protobuf/google/protobuf/struct_pb') as {
  Struct: { fromJavaScript(value: object): unknown };
};
const empty = load('google-protobuf/google/protobuf/empty_pb') as { Empty: new () => unknown };
const grpc = load('@grpc/grpc-js') as typeof import('@grpc/grpc-js');

const pack = path.join(import.meta.dirname, '..');
const skeleton = path.join(pack, '../templates/prompt-library-service/skeleton/infra');

let server: ChildProcess;
let client: InstanceType<typeof rpc.AnalyzerClient>;

/** Boots the pack as the Pulumi engine does: it prints the port that it answers on. */
beforeAll(async () => {
  const runner = load.resolve('@pulumi/pulumi/cmd/run-policy-pack');
  server = spawn(process.execPath, [runner, '127.0.0.1:1', pack], {
    cwd: pack,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(createInterface(server.stdout!), 'line')) as [string];
  client = new rpc.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});

afterAll(() => {
  client.close();
  server.kill();
});

interface Diagnostic {
  getPolicyname(): string;
  getUrn(): string;
  getMessage(): string;
  getEnforcementlevel(): number;
}

const call = <T>(method: string, request: unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    const send = (client as unknown as Record<string, (request: unknown, done: unknown) => void>)[method]!;
    send.call(client, request, (error: Error | null, response: T) =>
      error ? reject(error) : resolve(response),
    );
  });

const SECRET = 'correct-horse-battery';

/** What carries the recorder's mark is, for the engine, a text in a wrapper. */
function withSecrets(value: unknown): unknown {
  if (typeof value === 'string' && value.includes('goldpath-secret:')) {
    const content = value.replace(/goldpath-secret:[^#]*#/g, SECRET);
    return { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: content };
  }
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSecrets(item)]));
}

function options() {
  const given = new analyzer.AnalyzerResourceOptions();
  given.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
  return given;
}

/** What the engine knows of an input before a deployment: nothing that comes from a resource. */
function asInPreview(value: unknown): unknown {
  if (typeof value === 'string') return /#\d+#/.test(value) ? unknownValue : value;
  if (Array.isArray(value)) return value.map(asInPreview);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asInPreview(item)]));
}

/** What the pack says of resources: first it is told of each, then of all. */
async function analyze(
  resources: readonly RecordedResource[],
  seen: (value: unknown) => unknown,
): Promise<Diagnostic[]> {
  const messages = resources.map(resource => {
    const properties = Struct.fromJavaScript(withSecrets(seen(resource.inputs)) as object) as never;
    const single = new analyzer.AnalyzeRequest();
    single.setType(resource.type);
    single.setName(resource.name);
    single.setUrn(resource.urn);
    single.setProperties(properties);
    single.setOptions(options());
    const one = new analyzer.AnalyzerResource();
    one.setType(resource.type);
    one.setName(resource.name);
    one.setUrn(resource.urn);
    const id = Object.keys(resource.handles).find(handle => resource.handles[handle] === 'id');
    const named = Object.entries(resource.handles).map(([handle, output]) => [output, handle]);
    const known = seen === asInPreview ? {} : { ...Object.fromEntries(named), id };
    one.setProperties(Struct.fromJavaScript({ ...resource.inputs, ...known }) as never);
    one.setOptions(options());
    one.setParent(resource.parent ?? '');
    one.setDependenciesList(resource.dependencies);
    for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
      const list = new analyzer.AnalyzerPropertyDependencies();
      list.setUrnsList(urns);
      one.getPropertydependenciesMap().set(key, list);
    }
    return { single, one };
  });
  for (const { single } of messages) await call('remediate', single);
  const stack = new analyzer.AnalyzeStackRequest();
  stack.setResourcesList(messages.map(({ one }) => one));
  const response = await call<{ getDiagnosticsList(): Diagnostic[] }>('analyzeStack', stack);
  return response.getDiagnosticsList();
}

const reported = (diagnostics: Diagnostic[]) =>
  diagnostics.map(diagnostic => `${diagnostic.getPolicyname()} ${diagnostic.getUrn()}`).sort();

function offline(resources: readonly RecordedResource[]): string[] {
  const graph = new ResourceGraph(resources);
  return rules
    .flatMap(rule => rule.check(graph).map(finding => ({ rule, ...finding })))
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unverifiable')
    .map(({ rule, resource }) => `${rule.id} ${resource.urn}`)
    .sort();
}

const faulty = `
import * as aws from '@pulumi/aws';
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const gateway = new aws.ec2.InternetGateway('gateway', { vpcId: vpc.id });
const subnets = ['a', 'b'].map((zone, index) => new aws.ec2.Subnet(zone, {
  vpcId: vpc.id, cidrBlock: \`10.0.\${index}.0/24\`, availabilityZone: 'us-east-1a',
}));
const table = new aws.ec2.RouteTable('table', {
  vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }],
});
subnets.forEach((subnet, index) =>
  new aws.ec2.RouteTableAssociation('joined' + index, { subnetId: subnet.id, routeTableId: table.id }));
const group = new aws.rds.SubnetGroup('group', { subnetIds: subnets.map(({ id }) => id) });
const firewall = new aws.ec2.SecurityGroup('firewall', {
  vpcId: vpc.id,
  ingress: [{ protocol: 'tcp', fromPort: 5432, toPort: 5432, cidrBlocks: ['0.0.0.0/0'] }],
});
new aws.rds.Instance('orders', {
  engine: 'postgres', instanceClass: 'db.t4g.micro', publiclyAccessible: true,
  dbSubnetGroupName: group.name, vpcSecurityGroupIds: [firewall.id],
});
new aws.ecs.Service('shop', {
  networkConfiguration: { subnets: subnets.map(({ id }) => id), securityGroups: [firewall.id] },
});`;

const resourcesOf = async (dir: string, stack?: string) => {
  const [run] = await execute(await readProject(dir, stack));
  return run?.resources ?? [];
};

test('the pack has every rule as mandatory as it is offline', async () => {
  const info = await call<{
    getPoliciesList(): { getName(): string; getEnforcementlevel(): number }[];
  }>('getAnalyzerInfo', new empty.Empty());
  const levels = Object.fromEntries(
    info.getPoliciesList().map(policy => [policy.getName(), policy.getEnforcementlevel()]),
  );
  for (const { id, severity } of rules) {
    const { MANDATORY, ADVISORY } = analyzer.EnforcementLevel;
    expect([id, levels[id]]).toEqual([id, severity === 'error' ? MANDATORY : ADVISORY]);
  }
});

describe.each([
  ['a program full of faults', () => programIn({ 'index.ts': faulty }), undefined],
  ['the program of the template', () => Promise.resolve(skeleton), 'prod'],
])('%s', (_name, folder, stack) => {
  test('is judged as offline once the ids are known', async () => {
    const resources = await resourcesOf(await folder(), stack);
    expect(reported(await analyze(resources, value => value))).toEqual(offline(resources));
  });

  test('is judged no milder in a preview, where no id is known', async () => {
    const resources = await resourcesOf(await folder(), stack);
    const diagnostics = await analyze(resources, asInPreview);
    expect(reported(diagnostics)).toEqual(expect.arrayContaining(offline(resources)));
    const mandatory = new Set(rules.filter(({ severity }) => severity === 'error').map(({ id }) => id));
    for (const diagnostic of diagnostics.filter(each => mandatory.has(each.getPolicyname()))) {
      expect(diagnostic.getEnforcementlevel()).toBe(analyzer.EnforcementLevel.MANDATORY);
    }
  });
});

test('a secret is found by its value, wherever the program carries it', async () => {
  const dir = await programIn({
    'Pulumi.dev.yaml': 'config:\n  shop:password:\n    secure: v1:none\n',
    'index.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const password = new pulumi.Config().requireSecret('password');
new aws.secretsmanager.SecretVersion('kept', { secretId: 'shop', secretString: password });
new aws.ecs.TaskDefinition('shop', {
  family: 'shop',
  containerDefinitions: pulumi.jsonStringify([
    { name: 'shop', image: 'shop', environment: [{ name: 'URL', value: pulumi.interpolate\`pg://shop:\${password}@db\` }] },
  ]),
});`,
  });
  const diagnostics = await analyze(await resourcesOf(dir), value => value);
  const found = diagnostics.filter(each => each.getPolicyname() === 'no-plain-secret');
  expect(found.map(each => each.getUrn().split('::').pop())).toEqual(['shop']);
  expect(found[0]?.getMessage()).not.toContain(SECRET);
});

test('in a preview the program of the template is told to be right by its dependencies', async () => {
  const diagnostics = await analyze(await resourcesOf(skeleton, 'prod'), asInPreview);
  const network = diagnostics.filter(each => each.getPolicyname() === 'private-subnets');
  expect(network.map(each => each.getMessage())).toEqual([]);
});
