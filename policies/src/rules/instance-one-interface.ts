import { isUnknown, listOf, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchAt, unknown } from './settings.ts';

const attachment = 'aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment';

/** A router or a firewall, which forwards packets of others, needs two. */
export const instanceOneInterface: PolicyRule = {
  id: 'instance-one-interface',
  title: 'Instances have one network interface.',
  why: 'An instance in two networks connects them, past the rules between them.',
  fix: 'Remove the second interface, and route between the networks.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html',
  controls: ['EC2.17'],
  check: eachOf(['aws:ec2/instance:Instance', 'aws:ec2/launchTemplate:LaunchTemplate'], interfacesResult),
  examples: {
    passing: [
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });`,
      `new aws.ec2.LaunchTemplate('web', { imageId: 'ami-1', networkInterfaces: [{ associatePublicIpAddress: 'false' }] });`,
    ],
    failing: [
      `new aws.ec2.LaunchTemplate('web', { imageId: 'ami-1', networkInterfaces: [{ deviceIndex: 0 }, { deviceIndex: 1 }] });`,
      `const web = new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });
new aws.ec2.NetworkInterfaceAttachment('web', { instanceId: web.id, networkInterfaceId: 'eni-1', deviceIndex: 1 });`,
    ],
  },
};

function interfacesResult(instance: Node, graph: ResourceGraph): Result {
  const { networkInterfaces } = instance.inputs;
  const forwards = switchAt(instance, 'sourceDestCheck');
  if (forwards === 'off') return undefined;
  if (isUnknown(networkInterfaces)) return unknown('networkInterfaces');
  // the interface with the index 0 is the first one
  const attached = graph
    .pointingAt(instance, attachment, ['instanceId'])
    .map(({ inputs }) => inputs.deviceIndex)
    .filter(index => index !== 0);
  if (listOf(networkInterfaces).length < 2 && attached.length === 0) {
    const isUnclear = graph.ofType(attachment).some(({ inputs }) => isUnknown(inputs.instanceId));
    return isUnclear ? unknown('The instance of an interface') : pass('It has one network interface.');
  }
  if (forwards === 'unknown') return unknown('sourceDestCheck');
  if (attached.length > 0 && attached.every(isUnknown)) return unknown('deviceIndex');
  return fail('It has several network interfaces.');
}
