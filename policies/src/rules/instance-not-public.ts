import {
  exposureOf,
  isUnknown,
  listOf,
  locationSuffix,
  type Node,
  placesOf,
  type ResourceGraph,
  subnetTypes,
  valueAt,
} from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchAt, switchOf, unknown } from './settings.ts';

/** A network address translation instance has to be public: it forwards packets of others. */
export const instanceNotPublic: PolicyRule = {
  id: 'instance-not-public',
  title: 'Instances have no public address.',
  why: 'A public address exposes every open port and every vulnerability of the instance to the internet.',
  fix: 'Put the instance into a private subnet, behind a load balancer, and connect to it with Session Manager.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html',
  controls: ['EC2.9', 'EC2.25'],
  check: eachOf(['aws:ec2/instance:Instance', 'aws:ec2/launchTemplate:LaunchTemplate'], addressResult),
  examples: {
    passing: [
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', associatePublicIpAddress: false });`,
      `const vpc = new aws.ec2.Vpc('network', { cidrBlock: '10.0.0.0/16' });
const subnet = new aws.ec2.Subnet('private', { vpcId: vpc.id, cidrBlock: '10.0.0.0/24' });
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', subnetId: subnet.id });`,
    ],
    failing: [
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', associatePublicIpAddress: true });`,
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });`,
      `const vpc = new aws.ec2.Vpc('network', { cidrBlock: '10.0.0.0/16' });
const gateway = new aws.ec2.InternetGateway('network', { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet('public', { vpcId: vpc.id, cidrBlock: '10.0.0.0/24', mapPublicIpOnLaunch: true });
const table = new aws.ec2.RouteTable('public', { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation('public', { subnetId: subnet.id, routeTableId: table.id });
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', subnetId: subnet.id });`,
    ],
  },
};

function addressResult(resource: Node, graph: ResourceGraph): Result {
  if (switchAt(resource, 'sourceDestCheck') === 'off') return undefined;
  const interfaces = listOf(resource.inputs.networkInterfaces);
  const states = [resource.inputs, ...interfaces].map(each =>
    switchOf(valueAt(each, ['associatePublicIpAddress'])),
  );
  if (states.includes('on')) return fail('It gets a public address.');
  if (states.includes('unknown')) return unknown('associatePublicIpAddress');
  if (states.includes('off')) return pass('It gets no public address.');
  const [subnet] = graph.targets(resource, ['subnetId'], subnetTypes);
  if (!subnet && placesOf(graph, resource).some(({ kind }) => kind === 'default'))
    return fail('The subnets of the default VPC give it a public address.');
  if (subnet && !subnet.node && subnet.value === undefined) return unknown('Its subnet');
  return subnet?.node && subnetResult(subnet.node, graph);
}

/** Whether a subnet gives its instances public addresses, and they are reachable. */
function subnetResult(subnet: Node, graph: ResourceGraph): Result {
  const { mapPublicIpOnLaunch } = subnet.inputs;
  if (isUnknown(mapPublicIpOnLaunch)) return unknown(`mapPublicIpOnLaunch of ${subnet.name}`);
  const exposure = exposureOf(graph, subnet);
  if (switchOf(mapPublicIpOnLaunch) !== 'on' || exposure.kind === 'private')
    return pass('It gets no public address.');
  if (exposure.kind === 'unknown')
    return {
      verdict: 'unverifiable',
      message: `It gets a public address, and the program does not show its routes: ${exposure.why}.`,
    };
  return fail(`Its subnet ${subnet.name}${locationSuffix(subnet)} gives it a public address.`);
}
