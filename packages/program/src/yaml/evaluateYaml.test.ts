import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { describe, expect, test } from 'vitest';
import { holdsUnknown, ResourceGraph } from '../graph/graph.ts';
import { readProject } from '../run/project.ts';
import { evaluateYaml } from './evaluateYaml.ts';

async function read(text: string, files: Record<string, string> = {}) {
  const dir = await folderOf({ 'Pulumi.yaml': `name: shop\nruntime: yaml\n${text}`, ...files });
  const [run] = await evaluateYaml(await readProject(dir));
  const graph = new ResourceGraph(run!.resources);
  return {
    graph,
    omissions: run!.omissions,
    node: (name: string) => graph.nodes.find(each => each.name === name),
  };
}

test('a resource has its full type, inputs and line', async () => {
  const { node } = await read(`resources:
  orders:
    type: aws:sqs:Queue
    properties:
      kmsMasterKeyId: x
`);
  expect(node('orders')).toMatchObject({
    type: 'aws:sqs/queue:Queue',
    inputs: { kmsMasterKeyId: 'x' },
    source: { line: 4 },
  });
});

test('references lead to resources, also through variables and functions', async () => {
  const { graph, node } = await read(`variables:
  vpc: \${main.id}
  ids:
    fn::split: [',', { fn::join: [',', ['\${a.id}', '\${a.id}']] }]
resources:
  main: { type: aws:ec2:Vpc, properties: { cidrBlock: 10.0.0.0/16 } }
  a: { type: aws:ec2:Subnet, properties: { vpcId: '\${vpc}', cidrBlock: '\${main.cidrBlock}' } }
  g: { type: 'aws:rds:SubnetGroup', properties: { subnetIds: ['\${ids[1]}'] } }
`);
  expect(graph.targets(node('a')!, ['vpcId'], ['aws:ec2/vpc:Vpc'])[0]?.node?.name).toBe('main');
  expect(node('a')?.inputs.cidrBlock).toBe('10.0.0.0/16');
  expect(graph.targets(node('g')!, ['subnetIds'], ['aws:ec2/subnet:Subnet'])[0]?.node?.name).toBe('a');
});

test('configuration has its declared type, by stack', async () => {
  const text = `config:
  public: { type: boolean }
  size: { default: 5 }
resources:
  db: { type: aws:rds:Instance, properties: { publiclyAccessible: '\${public}', allocatedStorage: '\${size}', port: '\${none}' } }
`;
  const { node } = await read(text, { 'Pulumi.prod.yaml': 'config:\n  shop:public: true\n' });
  expect(node('db')?.inputs).toMatchObject({ publiclyAccessible: true, allocatedStorage: 5 });
  expect(holdsUnknown(node('db')?.inputs.port)).toBe(true);
});

test('functions of providers are looked up, and documents are JSON', async () => {
  const { node } = await read(`resources:
  p:
    type: aws:iam:Policy
    properties:
      name: { fn::invoke: { function: aws:getRegion, return: name } }
      policy:
        fn::toJSON:
          Statement: [{ Effect: Allow, Action: '*', Resource: '\${b.arn}' }]
  b: { type: aws:s3:Bucket }
`);
  expect(node('p')?.inputs.name).toBe('us-east-1');
  expect(JSON.parse(String(node('p')?.inputs.policy))).toMatchObject({ Statement: [{ Action: '*' }] });
});

test('the output of another stack is unknown', async () => {
  const { node } = await read(`resources:
  a:
    type: aws:ec2:Subnet
    properties: { vpcId: { fn::stackReference: [acme/network/prod, vpcId] } }
`);
  expect(holdsUnknown(node('a')?.inputs)).toBe(true);
});

test('a resource that is only read is outside, and a parent is part of the URN', async () => {
  const { node } = await read(`resources:
  main: { type: aws:ec2:Vpc, get: { id: vpc-1 } }
  a: { type: aws:ec2:Subnet, options: { parent: '\${main}' } }
`);
  expect(node('main')?.external).toBe(true);
  expect(node('a')?.urn).toBe('urn:pulumi:dev::shop::aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet::a');
});

test.each(["'${main}'", "['${main}']"])('the option dependsOn: %s names resources', async value => {
  const { node } = await read(`resources:
  main: { type: aws:ec2:Vpc }
  a: { type: aws:sqs:Queue, options: { dependsOn: ${value} } }
`);
  expect(node('a')?.dependencies).toEqual([node('main')?.urn]);
});

test('a program without resources is an error', async () => {
  await expect(read('variables: { a: 1 }\n')).rejects.toThrow('there is nothing to check');
});

test('main names the folder of the program', async () => {
  const { node } = await read('main: src\n', {
    'src/Main.yaml': 'resources:\n  q: { type: aws:sqs:Queue }\n',
  });
  expect(node('q')?.source?.file.endsWith(path.join('src', 'Main.yaml'))).toBe(true);
});

test('a component is an omission at its line', async () => {
  const { omissions } = await read(`resources:
  q: { type: aws:sqs:Queue }
components:
  Desk: { resources: { store: { type: aws:s3:Bucket } } }
`);
  expect(omissions).toMatchObject([{ kind: 'component', detail: 'Desk', source: { line: 6 } }]);
});

test('a program without components omits nothing', async () => {
  expect((await read('resources:\n  q: { type: aws:sqs:Queue }\n')).omissions).toEqual([]);
});

describe('a component of a package', () => {
  const plugin = `runtime: yaml
components:
  Desk:
    inputs:
      encrypted: { type: boolean }
      size: { type: integer, default: 8 }
    resources:
      store: { type: aws:s3:Bucket }
      disk:
        type: aws:ebs:Volume
        properties: { encrypted: '\${encrypted}', size: '\${size}', tags: { for: '\${store.id}' } }
    outputs:
      bucket: \${store.id}
`;
  const program = `packages: { office: ./office }
resources:
  desk: { type: 'office:Desk', properties: { encrypted: false } }
  other: { type: 'office:index:Desk', properties: { encrypted: true } }
  policy: { type: 'aws:s3:BucketPolicy', properties: { bucket: '\${desk.bucket}' } }
`;

  test('creates its resources with its inputs, at the lines of its file', async () => {
    const { node } = await read(program, { 'office/PulumiPlugin.yaml': plugin });
    expect(node('desk')).toMatchObject({ type: 'office:index:Desk', remote: false });
    expect(node('desk-disk')).toMatchObject({
      urn: 'urn:pulumi:dev::shop::office:index:Desk$aws:ebs/volume:Volume::desk-disk',
      inputs: { encrypted: false, size: 8 },
      source: { line: 9 },
    });
    expect(node('desk-disk')?.source?.file.endsWith(path.join('office', 'PulumiPlugin.yaml'))).toBe(true);
    expect(node('other-disk')?.inputs.encrypted).toBe(true);
  });

  test('has outputs that lead to its resources', async () => {
    const { graph, node } = await read(program, { 'office/PulumiPlugin.yaml': plugin });
    const targets = graph.targets(node('policy')!, ['bucket'], ['aws:s3/bucket:Bucket']);
    expect(targets.map(target => target.node?.name)).toEqual(['desk-store']);
  });

  test.each([
    ['in another language', { 'office/PulumiPlugin.yaml': 'runtime: nodejs\n' }],
    ['that is not there', {}],
  ])('is not visible %s', async (_where, files) => {
    const { node } = await read(program, files);
    expect(node('desk')?.remote).toBe(true);
  });

  test('that contains itself is not visible in itself', async () => {
    const own = `${plugin.slice(0, plugin.indexOf('    outputs:'))}      again: { type: 'office:Desk' }\n`;
    const { graph } = await read(program.split('\n').slice(0, 3).join('\n'), {
      'office/PulumiPlugin.yaml': own,
    });
    const remote = graph.nodes.filter(each => each.remote).map(each => each.name);
    expect(remote).toEqual(['desk-again']);
  });

  test('with a syntax error is an error at its line', async () => {
    await expect(read(program, { 'office/PulumiPlugin.yaml': 'runtime: yaml\na: [\n' })).rejects.toThrow(
      /office\/PulumiPlugin\.yaml/,
    );
  });
});

test('fn::secret marks a value as secret, and the texts and documents that are made of it', async () => {
  const { node } = await read(`variables:
  token: { fn::secret: correct-horse }
  url: 'https://\${token}@example.com'
resources:
  shop:
    type: aws:ecs:TaskDefinition
    properties:
      family: shop
      pidMode: '\${url}'
      containerDefinitions: { fn::toJSON: [{ name: app, environment: [{ name: TOKEN, value: '\${token}' }] }] }
`);
  const { inputs, secrets } = node('shop')!;
  expect(secrets).toEqual(['pidMode', 'containerDefinitions']);
  expect(inputs).toEqual({
    family: 'shop',
    pidMode: 'https://correct-horse@example.com',
    containerDefinitions:
      '[{"name":"app","environment":[{"name":"TOKEN","value":"goldpath-secret:a secret of the program#"}]}]',
  });
});
