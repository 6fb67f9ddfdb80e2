import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { holdsUnknown, secretIn } from '@goldpath/program';
import { expect, test } from 'vitest';
import { readTerraform } from './readTerraform.ts';

async function read(files: Record<string, string> | string, stage?: string) {
  const dir = await folderOf(typeof files === 'string' ? { 'main.tf': files } : files);
  const { stages } = await readTerraform(dir, { stage });
  const [{ graph, omissions, region }] = stages as [(typeof stages)[0]];
  const inputsOf = (name: string) => graph.nodes.find(node => node.name === name)?.inputs;
  return { stages, graph, omissions, region, inputsOf, names: graph.nodes.map(({ name }) => name) };
}

const queue = (name: string, body: string) => `resource "aws_sqs_queue" "${name}" {\n${body}\n}\n`;

test('a resource has its address, type, inputs and place', async () => {
  const { graph } = await read(`\n${queue('orders', 'kms_master_key_id = "x"')}`);
  expect(graph.nodes[0]).toMatchObject({
    name: 'aws_sqs_queue.orders',
    type: 'aws:sqs/queue:Queue',
    inputs: { kmsMasterKeyId: 'x' },
    source: { line: 2 },
  });
});

test('count and for_each make instances', async () => {
  const { names, inputsOf } = await read(
    queue('a', 'count = 2\nname = "q${count.index}"') +
      queue('b', 'for_each = toset(["x"])\nname = each.key'),
  );
  expect(names).toEqual(['aws_sqs_queue.a[0]', 'aws_sqs_queue.a[1]', 'aws_sqs_queue.b["x"]']);
  expect(inputsOf('aws_sqs_queue.a[1]')).toEqual({ name: 'q1' });
});

test('a count of zero makes none, and an unknown one makes one', async () => {
  const variable = 'variable "some" {}\n';
  expect((await read(queue('a', 'count = 0') + queue('b', 'count = var.some'))).names).toEqual([
    'aws_sqs_queue.b[0]',
  ]);
  expect((await read(variable + queue('b', 'for_each = var.some'))).names).toEqual(['aws_sqs_queue.b']);
});

test('references lead to resources, also through locals, lists and unknown names', async () => {
  const { graph } = await read(`
variable "prefix" {}
locals { vpc = aws_vpc.main[0].id }
resource "aws_vpc" "main" { count = 1 }
resource "aws_subnet" "a" { vpc_id = local.vpc }
resource "aws_db_subnet_group" "g" {
  name       = "\${var.prefix}-db"
  subnet_ids = [for s in [aws_subnet.a] : s.id]
}
resource "aws_db_instance" "db" { db_subnet_group_name = aws_db_subnet_group.g.name }
`);
  const target = (name: string, input: string, type: string) => {
    const node = graph.nodes.find(each => each.name === name)!;
    return graph.targets(node, [input], [type])[0]?.node?.name;
  };
  expect(target('aws_subnet.a', 'vpcId', 'aws:ec2/vpc:Vpc')).toBe('aws_vpc.main[0]');
  expect(target('aws_db_subnet_group.g', 'subnetIds', 'aws:ec2/subnet:Subnet')).toBe('aws_subnet.a');
  expect(target('aws_db_instance.db', 'dbSubnetGroupName', 'aws:rds/subnetGroup:SubnetGroup')).toBe(
    'aws_db_subnet_group.g',
  );
});

test('a dynamic block is repeated, and is unknown when its items are', async () => {
  const group = (items: string) =>
    read(`variable "x" {}
resource "aws_security_group" "g" {
  dynamic "ingress" {
    for_each = ${items}
    iterator = port
    content { from_port = port.value }
  }
}`);
  expect((await group('[80, 443]')).inputsOf('aws_security_group.g')).toEqual({
    ingress: [{ fromPort: 80 }, { fromPort: 443 }],
  });
  expect(holdsUnknown((await group('var.x')).inputsOf('aws_security_group.g'))).toBe(true);
});

test('a module in a folder gets its arguments and returns its outputs', async () => {
  const { names, inputsOf, graph } = await read({
    'main.tf': `module "net" {
  source   = "./net"
  for_each = { eu = "10.1.0.0/16" }
  range    = each.value
}
resource "aws_subnet" "a" { vpc_id = module.net["eu"].id }`,
    'net/vpc.tf': `variable "range" {}
resource "aws_vpc" "main" { cidr_block = var.range }
output "id" { value = aws_vpc.main.id }`,
  });
  const vpc = 'module.net["eu"].aws_vpc.main';
  expect(names).toContain(vpc);
  expect(inputsOf(vpc)).toEqual({ cidrBlock: '10.1.0.0/16' });
  expect(graph.byUrn(graph.nodes[0]!.urn)?.source?.file.endsWith(path.join('net', 'vpc.tf'))).toBe(true);
  expect(graph.target(inputsOf('aws_subnet.a')?.vpcId, 'vpcId', ['aws:ec2/vpc:Vpc']).node?.name).toBe(vpc);
});

test('a module that was downloaded is read, and another one is an omission', async () => {
  const modules = { Modules: [{ Key: 'a', Source: 'x/a/aws', Dir: '.terraform/modules/a' }] };
  const { names, omissions } = await read({
    'main.tf': 'module "a" { source = "x/a/aws" }\nmodule "b" { source = "x/b/aws" }\n',
    '.terraform/modules/modules.json': JSON.stringify(modules),
    '.terraform/modules/a/main.tf': queue('q', ''),
  });
  expect(names).toEqual(['module.a.aws_sqs_queue.q']);
  expect(omissions).toMatchObject([{ kind: 'module', detail: 'module.b (x/b/aws)', source: { line: 2 } }]);
});

test('variables have the values of files, by stage', async () => {
  const files = {
    'main.tf': `variable "size" {}\nvariable "name" { default = "x" }\n${queue('q', 'name = "${var.name}-${var.size}"')}`,
    'terraform.tfvars': 'size = 1\n',
    'prod.tfvars': 'size = 2\n',
  };
  expect((await read(files)).inputsOf('aws_sqs_queue.q')).toEqual({ name: 'x-2' });
  await expect(read(files, 'live')).rejects.toThrow("no stage 'live'. It has prod");
});

test('the optional attributes of a type have their defaults', async () => {
  const { inputsOf } = await read(`
variable "queues" {
  type    = map(object({ name = string, delay = optional(number, 5) }))
  default = { a = { name = "x" } }
}
${queue('q', 'for_each = var.queues\ndelay_seconds = each.value.delay')}`);
  expect(inputsOf('aws_sqs_queue.q["a"]')).toEqual({ delaySeconds: 5 });
});

test('a sensitive variable is a secret wherever it is', async () => {
  const { inputsOf } = await read(`
variable "token" { sensitive = true }
resource "aws_lambda_function" "f" {
  environment { variables = { URL = "https://x:\${var.token}@y" } }
}`);
  expect(secretIn(inputsOf('aws_lambda_function.f'))).toBe('the variable token');
});

test('data sources have the answers of lookups', async () => {
  const { inputsOf, region } = await read(`
provider "aws" { region = "eu-central-1" }
data "aws_region" "here" {}
data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "p" {
  name   = data.aws_region.here.name
  policy = data.aws_iam_policy_document.read.json
}`);
  expect(region).toBe('eu-central-1');
  expect(inputsOf('aws_iam_policy.p')?.name).toBe('eu-central-1');
  expect(JSON.parse(String(inputsOf('aws_iam_policy.p')?.policy))).toMatchObject({
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }],
  });
});

test('a policy document with an unknown source has an unknown statement', async () => {
  const { inputsOf } = await read(`
variable "other" {}
data "aws_iam_policy_document" "d" { source_policy_documents = [var.other] }
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.d.json }`);
  expect(holdsUnknown(inputsOf('aws_iam_policy.p')?.policy)).toBe(true);
});

test('a value that refers to itself is unknown', async () => {
  const { inputsOf } = await read(
    `locals {\n  a = local.b\n  b = local.a\n}\n${queue('q', 'name = local.a')}`,
  );
  expect(holdsUnknown(inputsOf('aws_sqs_queue.q'))).toBe(true);
});

test('a module that calls itself is an error at the call', async () => {
  await expect(read('module "x" { source = "./" }')).rejects.toThrow(/main\.tf:1: the module x calls itself/);
});

test('a folder without resources is an error', async () => {
  await expect(read('variable "x" {}')).rejects.toThrow('there is nothing to check');
});

test.each(['more.tf.json', 'override.tf', 'main_override.tf'])('%s is refused', async name => {
  const reading = read({ 'main.tf': queue('a', ''), [name]: '{}' });
  await expect(reading).rejects.toThrow(`${name}:1: JSON and override files are not read. Check a plan`);
});

test('a file whose name only contains the word override is read', async () => {
  expect((await read({ 'overrides.tf': queue('a', '') })).names).toEqual(['aws_sqs_queue.a']);
});
