import { holdsUnknown, secretIn } from '@goldpath/program';
import { expect, test } from 'vitest';
import { readPlan } from './readPlan.ts';

interface Planned {
  after?: object | null;
  unknown?: object;
  sensitive?: object;
  index?: number | string;
  module?: string;
}

const change = (address: string, { after = {}, unknown = {}, sensitive = {}, index, module }: Planned) => {
  const [type, name] = address.split('.').slice(-2) as [string, string];
  return {
    address: index === undefined ? address : `${address}[${JSON.stringify(index)}]`,
    ...(module !== undefined && { module_address: module }),
    mode: 'managed',
    type,
    name,
    ...(index !== undefined && { index }),
    change: { actions: ['create'], after, after_unknown: unknown, after_sensitive: sensitive },
  };
};

const written = (type: string, name: string, expressions: object) => ({
  mode: 'managed',
  type,
  name,
  expressions,
});

function read(changes: object[], configuration: object = {}, variables: object = {}) {
  const plan = {
    format_version: '1.2',
    resource_changes: changes,
    configuration: { root_module: configuration },
    variables,
  };
  const graph = readPlan(plan, JSON.stringify(plan, undefined, 2), '/project/plan.json')!.stages[0]!.graph;
  const node = (name: string) => graph.nodes.find(each => each.name === name);
  const targets = (name: string, input: string, type: string) =>
    graph.targets(node(name)!, [input], [type]).map(target => target.node?.name);
  return { graph, node, targets };
}

test('a planned resource has its address, type, inputs and line', () => {
  const { node } = read([
    change('aws_db_instance.main', { after: { publicly_accessible: true, port: null } }),
  ]);
  expect(node('aws_db_instance.main')).toMatchObject({
    type: 'aws:rds/instance:Instance',
    inputs: { publiclyAccessible: true },
    source: { file: '/project/plan.json', line: 5 },
  });
});

test('a resource that is deleted is left out', () => {
  expect(read([change('aws_vpc.main', { after: null })]).graph.nodes).toEqual([]);
});

test('an unknown value leads to the resource that the configuration names', () => {
  const { targets } = read(
    [
      change('aws_vpc.main', { unknown: { id: true } }),
      change('aws_subnet.a', { after: { cidr_block: 'x' }, unknown: { id: true, vpc_id: true } }),
    ],
    {
      resources: [
        written('aws_subnet', 'a', { vpc_id: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } }),
      ],
    },
  );
  expect(targets('aws_subnet.a', 'vpcId', 'aws:ec2/vpc:Vpc')).toEqual(['aws_vpc.main']);
});

test('a reference goes through the variables and outputs of modules', () => {
  const { targets } = read(
    [
      change('module.net.aws_vpc.main', { module: 'module.net' }),
      change('module.db.aws_subnet.a', { module: 'module.db', unknown: { vpc_id: true } }),
    ],
    {
      module_calls: {
        net: {
          module: { outputs: { vpc: { expression: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } } } },
        },
        db: {
          expressions: { vpc: { references: ['module.net.vpc', 'module.net'] } },
          module: { resources: [written('aws_subnet', 'a', { vpc_id: { references: ['var.vpc'] } })] },
        },
      },
    },
  );
  expect(targets('module.db.aws_subnet.a', 'vpcId', 'aws:ec2/vpc:Vpc')).toEqual(['module.net.aws_vpc.main']);
});

test('a list refers to all instances, and an instance to the one with its index', () => {
  const references = ['aws_subnet.a.id', 'aws_subnet.a'];
  const { targets } = read(
    [
      change('aws_subnet.a', { index: 0 }),
      change('aws_subnet.a', { index: 1 }),
      change('aws_db_subnet_group.g', { unknown: { subnet_ids: true } }),
      change('aws_route_table_association.r', { index: 1, unknown: { subnet_id: true } }),
    ],
    {
      resources: [
        written('aws_db_subnet_group', 'g', { subnet_ids: { references: ['aws_subnet.a'] } }),
        written('aws_route_table_association', 'r', { subnet_id: { references } }),
      ],
    },
  );
  expect(targets('aws_route_table_association.r[1]', 'subnetId', 'aws:ec2/subnet:Subnet')).toEqual([
    'aws_subnet.a[1]',
  ]);
  expect(targets('aws_db_subnet_group.g', 'subnetIds', 'aws:ec2/subnet:Subnet')).toEqual([
    'aws_subnet.a[0]',
    'aws_subnet.a[1]',
  ]);
});

test('an unknown value without a resource is unknown, and a computed one is left out', () => {
  const { node } = read(
    [change('aws_db_instance.main', { unknown: { arn: true, storage_encrypted: true } })],
    {
      resources: [
        written('aws_db_instance', 'main', { storage_encrypted: { references: ['local.encrypted'] } }),
      ],
    },
  );
  expect(node('aws_db_instance.main')?.inputs.arn).toBeUndefined();
  expect(holdsUnknown(node('aws_db_instance.main')?.inputs.storageEncrypted)).toBe(true);
});

test('a sensitive variable is found in a document, and a literal stays', () => {
  const { node } = read(
    [
      change('aws_ecs_task_definition.t', {
        after: { container_definitions: '[{"environment":[{"name":"T","value":"hunter22"}]}]' },
        sensitive: { container_definitions: true },
      }),
      change('aws_db_instance.main', { after: { password: 'literal-1' }, sensitive: { password: true } }),
    ],
    {
      variables: { token: { sensitive: true } },
      resources: [written('aws_db_instance', 'main', { password: { constant_value: 'literal-1' } })],
    },
    { token: { value: 'hunter22' } },
  );
  expect(secretIn(node('aws_ecs_task_definition.t')?.inputs)).toBe('a secret of the program');
  expect(node('aws_db_instance.main')?.inputs.password).toBe('literal-1');
});

test('another document is not a plan', () => {
  expect(readPlan({ steps: [] }, '', '/x.json')).toBeUndefined();
});
