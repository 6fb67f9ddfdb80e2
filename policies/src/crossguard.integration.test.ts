import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execute, readProject, type RecordedResource, ResourceGraph, unknownValue } from '@goldpath/program';
import { programIn } from '@goldpath/program/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from './rules.ts';

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

/** Starts the pack like the Pulumi engine does: the pack prints its port. */
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

interface Remediated {
  getRemediationsList(): {
    getPolicyname(): string;
    getProperties(): { toJavaScript(): Record<string, unknown> } | undefined;
  }[];
}

const call = <T>(method: string, request: unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    const send = (client as unknown as Record<string, (request: unknown, done: unknown) => void>)[method]!;
    send.call(client, request, (error: Error | null, response: T) =>
      error ? reject(error) : resolve(response),
    );
  });

const SECRET = 'correct-horse-battery';

/** Wraps the values with a mark of the recorder as the engine wraps secrets. */
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

/** An input as the engine knows it before a deployment: values of other resources are unknown. */
function asInPreview(value: unknown): unknown {
  if (typeof value === 'string') return /#\d+#/.test(value) ? unknownValue : value;
  if (Array.isArray(value)) return value.map(asInPreview);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asInPreview(item)]));
}

/** A resource as the engine registers it, before the provider has added the values that it computes. */
function registered({ type, name, urn, inputs }: RecordedResource, seen: (value: unknown) => unknown) {
  const request = new analyzer.AnalyzeRequest();
  request.setType(type);
  request.setName(name);
  request.setUrn(urn);
  request.setProperties(Struct.fromJavaScript(withSecrets(seen(inputs)) as object) as never);
  request.setOptions(options());
  return request;
}

/** A resource of the stack, with the outputs that others refer to if they are known. */
function inStack(resource: RecordedResource, areOutputsKnown: boolean) {
  const { type, name, urn, handles, inputs, parent = '', dependencies, propertyDependencies } = resource;
  const outputs: Record<string, string> = {};
  for (const [handle, output] of Object.entries(handles)) if (areOutputsKnown) outputs[output] = handle;
  const message = new analyzer.AnalyzerResource();
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  message.setProperties(Struct.fromJavaScript({ ...inputs, ...outputs }) as never);
  message.setOptions(options());
  message.setParent(parent);
  message.setDependenciesList(dependencies);
  for (const [key, urns] of Object.entries(propertyDependencies)) {
    const list = new analyzer.AnalyzerPropertyDependencies();
    list.setUrnsList(urns);
    message.getPropertydependenciesMap().set(key, list);
  }
  return message;
}

/** The diagnostics of the pack. It receives each resource on its own, then all of them. */
async function analyze(
  resources: readonly RecordedResource[],
  seen: (value: unknown) => unknown,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const resource of resources) {
    const request = registered(resource, seen);
    await call('remediate', request);
    found.push(...(await diagnosticsOf('analyze', request)));
  }
  const stack = new analyzer.AnalyzeStackRequest();
  stack.setResourcesList(resources.map(resource => inStack(resource, seen !== asInPreview)));
  return [...found, ...(await diagnosticsOf('analyzeStack', stack))];
}

async function diagnosticsOf(method: string, request: unknown): Promise<Diagnostic[]> {
  const response = await call<{ getDiagnosticsList(): Diagnostic[] }>(method, request);
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

const invalid = `
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

test('a rule is mandatory in the pack when its severity is error', async () => {
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
  ['an invalid program', () => programIn({ 'index.ts': invalid }), undefined],
  ['the program of the template', () => Promise.resolve(skeleton), 'prod'],
])('%s', (_name, folder, stack) => {
  test('has the offline failures when the ids are known', async () => {
    const resources = await resourcesOf(await folder(), stack);
    expect(reported(await analyze(resources, value => value))).toEqual(offline(resources));
  });

  test('has at least the offline failures in a preview, where the ids are unknown', async () => {
    const resources = await resourcesOf(await folder(), stack);
    const diagnostics = await analyze(resources, asInPreview);
    expect(reported(diagnostics)).toEqual(expect.arrayContaining(offline(resources)));
    const mandatory = new Set(rules.filter(({ severity }) => severity === 'error').map(({ id }) => id));
    for (const diagnostic of diagnostics.filter(each => mandatory.has(each.getPolicyname()))) {
      expect(diagnostic.getEnforcementlevel()).toBe(analyzer.EnforcementLevel.MANDATORY);
    }
  });
});

describe('a database that is public and has a secret password', () => {
  const program = `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const password = new pulumi.Config().requireSecret('password');
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true, password });
new aws.efs.FileSystem('uploads', { encrypted: false });`;

  /** Configures the enforcement level of every policy as the engine does, and returns what the pack changes. */
  async function remediationsAt(level: number | undefined) {
    const config = new analyzer.ConfigureAnalyzerRequest();
    for (const { id } of level === undefined ? [] : rules) {
      const ofPolicy = new analyzer.PolicyConfig();
      ofPolicy.setEnforcementlevel(level as never);
      ofPolicy.setProperties(Struct.fromJavaScript({}) as never);
      config.getPolicyconfigMap().set(id, ofPolicy);
    }
    await call('configure', config);
    const dir = await programIn({
      'Pulumi.dev.yaml': 'config:\n  shop:password:\n    secure: v1:none\n',
      'index.ts': program,
    });
    const changed: { policy: string; properties: Record<string, unknown> }[] = [];
    for (const resource of await resourcesOf(dir)) {
      const response = await call<Remediated>(
        'remediate',
        registered(resource, value => value),
      );
      for (const each of response.getRemediationsList()) {
        const properties = each.getProperties()?.toJavaScript() ?? {};
        changed.push({ policy: each.getPolicyname(), properties });
      }
    }
    return changed;
  }

  afterAll(() => call('configure', new analyzer.ConfigureAnalyzerRequest()));

  test('is not changed unless that is configured', async () => {
    expect(await remediationsAt(undefined)).toEqual([]);
    expect(await remediationsAt(analyzer.EnforcementLevel.MANDATORY)).toEqual([]);
  });

  test('is made private where the level is remediate, and its password stays secret', async () => {
    const changed = await remediationsAt(analyzer.EnforcementLevel.REMEDIATE);
    const [database] = changed.filter(({ policy }) => policy === 'database-not-public');
    expect(database?.properties).toMatchObject({
      publiclyAccessible: false,
      password: { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: SECRET },
    });
  });

  test('is not replaced, nor is another resource with data', async () => {
    const changed = await remediationsAt(analyzer.EnforcementLevel.REMEDIATE);
    const policies = changed.map(({ policy }) => policy);
    expect(policies).toContain('database-backed-up');
    expect(policies).not.toContain('database-encrypted');
    expect(policies).not.toContain('file-system-encrypted');
  });
});

test('a secret is recognized by its value inside other strings', async () => {
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

test('in a preview, the subnets of the template are verified by their dependencies', async () => {
  const diagnostics = await analyze(await resourcesOf(skeleton, 'prod'), asInPreview);
  const network = diagnostics.filter(each => each.getPolicyname() === 'private-subnets');
  expect(network.map(each => each.getMessage())).toEqual([]);
});
