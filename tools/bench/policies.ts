import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkGraph } from '@goldpath/policies';
import { execute, readProject, type RecordedResource, ResourceGraph } from '@goldpath/program';
import { root } from '../root.mjs';
import { median, residentMegabytes, type Row, timed } from './measure.ts';

const rounds = 7;
const infra = path.join(root, 'templates/prompt-library-service/skeleton/infra');
const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');

/** The time of `goldpath check` for the template's production program, and of the rules for graphs of three sizes. */
export async function policyRows(): Promise<Row[]> {
  const runs = [];
  for (let round = 0; round < rounds; round++) runs.push(await wholeProcess());
  const seconds = median(runs.map(run => run.seconds));
  const megabytes = median(runs.map(run => run.megabytes));
  const production = await resourcesOf(infra, 'prod');
  const rows = [
    row('`goldpath check` of the production program', `${seconds.toFixed(2)} s`, '2.0 s', seconds <= 2),
    row('its memory, all processes', `${megabytes.toFixed(0)} MB`, '350 MB', megabytes <= 350),
    await rulesRow(production, 30),
  ];
  const thousand = await generated(1_000);
  rows.push(await rulesRow(thousand, 500), await rulesRow(copies(thousand, 10), 5_000));
  return rows;
}

const row = (figure: string, ours: string, goal: string, reached: boolean): Row => ({
  figure,
  ours,
  peer: '',
  goal,
  reached,
});

async function wholeProcess(): Promise<{ seconds: number; megabytes: number }> {
  const begin = performance.now();
  const child = spawn(process.execPath, [binary, 'check', infra, '--stage', 'prod'], { stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number]>;
  let megabytes = 0;
  while (child.exitCode === null && child.pid !== undefined) {
    megabytes = Math.max(megabytes, await residentMegabytes(child.pid));
    await Promise.race([ended, wait(20)]);
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`goldpath check exited with code ${code}.`);
  return { seconds: (performance.now() - begin) / 1000, megabytes };
}

async function resourcesOf(dir: string, stack?: string): Promise<readonly RecordedResource[]> {
  const [run] = await execute(await readProject(dir, stack), { timeoutMs: 300_000 });
  return run?.resources ?? [];
}

async function rulesRow(resources: readonly RecordedResource[], goal: number): Promise<Row> {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await timed(() => Promise.resolve(checkGraph(new ResourceGraph(resources), infra))));
  }
  const milliseconds = median(times);
  const figure = `rules alone on ${resources.length.toLocaleString('en')} resources`;
  return row(figure, `${milliseconds.toFixed(1)} ms`, `${goal} ms`, milliseconds <= goal);
}

/** A valid program with about `count` resources of every type that the rules check. */
async function generated(count: number): Promise<readonly RecordedResource[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  try {
    await writeFile(path.join(dir, 'Pulumi.yaml'), 'name: generated\nruntime: nodejs\n');
    await writeFile(path.join(dir, 'index.ts'), program(Math.round(count / 16)));
    return await resourcesOf(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Several copies of a program's resources: Pulumi's SDK cannot register so many in one program. */
function copies(resources: readonly RecordedResource[], count: number): readonly RecordedResource[] {
  const text = JSON.stringify(resources);
  return Array.from({ length: count }, (_, copy) => {
    const renumbered = text.replace(/#(\d+)#/g, (_whole, number) => `#${Number(number) + copy * 1_000_000}#`);
    const renamed = renumbered.replaceAll('::generated::', `::generated-${copy}::`);
    return JSON.parse(renamed) as RecordedResource[];
  }).flat();
}

const program = (units: number) => `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/8' });
const cluster = new aws.ecs.Cluster('cluster');
for (let index = 0; index < ${units}; index++) {
  const name = 'unit' + index;
  const subnets = ['a', 'b'].map(zone => {
    const subnet = new aws.ec2.Subnet(name + zone, { vpcId: vpc.id, cidrBlock: '10.0.0.0/28', availabilityZone: 'us-east-1' + zone });
    const table = new aws.ec2.RouteTable(name + zone, { vpcId: vpc.id });
    new aws.ec2.RouteTableAssociation(name + zone, { subnetId: subnet.id, routeTableId: table.id });
    return subnet.id;
  });
  const [service, data] = ['service', 'data'].map(kind => new aws.ec2.SecurityGroup(name + kind, { vpcId: vpc.id }));
  new aws.vpc.SecurityGroupIngressRule(name, {
    securityGroupId: data!.id, referencedSecurityGroupId: service!.id, ipProtocol: 'tcp', fromPort: 5432, toPort: 5432,
  });
  const bucket = new aws.s3.Bucket(name);
  new aws.s3.BucketPublicAccessBlock(name, {
    bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
  });
  const role = new aws.iam.Role(name, { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'ecs-tasks.amazonaws.com' }) });
  new aws.iam.RolePolicy(name, { role: role.id, policy: pulumi.jsonStringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: pulumi.interpolate\`\${bucket.arn}/*\` }],
  }) });
  const task = new aws.ecs.TaskDefinition(name, { family: name, containerDefinitions: pulumi.jsonStringify([
    { name, image: name, environment: [{ name: 'BUCKET', value: bucket.bucket }] },
  ]) });
  new aws.ecs.Service(name, {
    cluster: cluster.arn, taskDefinition: task.arn, networkConfiguration: { subnets, securityGroups: [service!.id] },
  });
  const group = new aws.rds.SubnetGroup(name, { subnetIds: subnets });
  new aws.rds.Instance(name, {
    engine: 'postgres', instanceClass: 'db.t4g.micro', dbSubnetGroupName: group.name, vpcSecurityGroupIds: [data!.id],
  });
}
`;
