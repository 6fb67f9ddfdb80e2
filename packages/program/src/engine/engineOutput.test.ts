import { expect, test } from 'vitest';
import { secretIn } from '../graph/graph.ts';
import { unknownValue } from '../run/recorded.ts';
import { readEngineOutput } from './engineOutput.ts';

const urn = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;
const secret = {
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  ciphertext: '[secret]',
};
const vpc = { urn: urn('aws:ec2/vpc:Vpc', 'main'), type: 'aws:ec2/vpc:Vpc', inputs: {} };
const subnet = {
  urn: urn('aws:ec2/subnet:Subnet', 'a'),
  type: 'aws:ec2/subnet:Subnet',
  inputs: { vpcId: unknownValue, cidrBlock: '10.0.0.0/24' },
  propertyDependencies: { vpcId: [vpc.urn] },
};

function read(document: unknown) {
  const program = readEngineOutput(document, JSON.stringify(document, undefined, 4), '/project/plan.json');
  return program?.stages[0];
}

test('a preview has the resources after its operations', () => {
  const steps = [
    { op: 'create', newState: vpc },
    { op: 'create', newState: subnet },
    { op: 'delete', oldState: vpc },
  ];
  const stage = read({ config: {}, steps });
  expect(stage?.stack).toBe('prod');
  expect(stage?.graph.nodes.map(({ name }) => name)).toEqual(['main', 'a']);
});

test('an unknown reference of a preview is resolved from its dependency', () => {
  const graph = read({ steps: [vpc, subnet].map(newState => ({ op: 'create', newState })) })?.graph;
  const [node] = graph?.ofType('aws:ec2/subnet:Subnet') ?? [];
  expect(graph?.targets(node!, ['vpcId'], ['aws:ec2/vpc:Vpc'])[0]?.node?.name).toBe('main');
});

test('an exported stack has references by id', () => {
  const resources = [
    { ...vpc, id: 'vpc-1', outputs: { id: 'vpc-1' } },
    { ...subnet, id: 'subnet-1', inputs: { vpcId: 'vpc-1' } },
  ];
  const graph = read({ version: 3, deployment: { manifest: {}, resources } })?.graph;
  const [node] = graph?.ofType('aws:ec2/subnet:Subnet') ?? [];
  expect(graph?.targets(node!, ['vpcId'], ['aws:ec2/vpc:Vpc'])[0]?.node?.name).toBe('main');
});

test('a resource is at the line of its URN', () => {
  const graph = read({ steps: [{ op: 'create', newState: vpc }] })?.graph;
  expect(graph?.nodes[0]?.source).toEqual({ file: '/project/plan.json', line: 6 });
});

test('a secret is marked wherever it is', () => {
  const inputs = { environment: { variables: { TOKEN: secret, PLAIN: 'x' } } };
  const state = {
    urn: urn('aws:lambda/function:Function', 'f'),
    type: 'aws:lambda/function:Function',
    inputs,
  };
  const node = read({ steps: [{ op: 'create', newState: state }] })?.graph.nodes[0];
  expect(node?.secrets).toEqual(['environment.variables.TOKEN']);
  expect(secretIn(node?.inputs.environment)).toBe('a secret of the program');
});

test('a resource that a program only reads stays outside', () => {
  const graph = read({ steps: [{ op: 'read', newState: { ...vpc, external: true } }] })?.graph;
  expect(graph?.nodes[0]?.external).toBe(true);
});

test.each([[{}], [[]], [null], ['text'], [{ deployment: {} }]])(
  '%j is not an output of the engine',
  document => {
    expect(readEngineOutput(document, '', '/project/plan.json')).toBeUndefined();
  },
);
