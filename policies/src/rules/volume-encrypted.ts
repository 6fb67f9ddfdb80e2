import { listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, switchOf, unknown } from './settings.ts';

/** The blocks of an instance or a template that describe its volumes. */
const blocks = ['rootBlockDevice', 'ebsBlockDevices', 'blockDeviceMappings'];

/** A program that turns on encryption by default for its region needs no setting of its own. */
export const volumeEncrypted: PolicyRule = {
  id: 'volume-encrypted',
  title: 'The volumes of instances are encrypted.',
  why: 'A snapshot of an unencrypted volume that is shared or copied shows all of its data.',
  fix: `Set encrypted to true for the volume, or for the whole region:
  new aws.ebs.EncryptionByDefault('region', { enabled: true });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  controls: ['EC2.3', 'EC2.7', 'EC2.181'],
  check: eachOf(
    [
      'aws:ebs/volume:Volume',
      'aws:ec2/instance:Instance',
      'aws:ec2/launchTemplate:LaunchTemplate',
      'aws:ec2/launchConfiguration:LaunchConfiguration',
    ],
    volumesResult,
  ),
  examples: {
    passing: [
      `new aws.ebs.Volume('data', { availabilityZone: 'us-east-1a', size: 8, encrypted: true });`,
      `new aws.ebs.EncryptionByDefault('region', { enabled: true });
new aws.ebs.Volume('data', { availabilityZone: 'us-east-1a', size: 8 });`,
    ],
    failing: [
      `new aws.ebs.Volume('data', { availabilityZone: 'us-east-1a', size: 8 });`,
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', rootBlockDevice: { volumeSize: 20 } });`,
    ],
  },
};

function volumesResult(resource: Node, graph: ResourceGraph): Result {
  if (isOnByDefault(graph)) return pass('Volumes of the region are encrypted by default.');
  const volumes = volumesOf(resource);
  if (volumes.length === 0) return undefined;
  // a snapshot decides for the volume that is made from it
  const open = volumes.filter(volume => !isSet(valueAt(volume, ['snapshotId'])));
  const states = open.map(volume => switchOf(valueAt(volume, ['encrypted'])) ?? 'off');
  if (states.includes('off')) return fail('A volume is not encrypted.');
  if (states.includes('unknown')) return unknown('encrypted');
  return pass('Its volumes are encrypted.');
}

function volumesOf({ type, inputs }: Node): unknown[] {
  if (type === 'aws:ebs/volume:Volume') return [inputs];
  return blocks
    .flatMap(block => listOf(inputs[block]))
    .map(block => valueAt(block, ['ebs']) ?? block)
    .filter(volume => typeof volume === 'object' && !isSet(valueAt(volume, ['virtualName'])));
}

function isOnByDefault(graph: ResourceGraph): boolean {
  return graph
    .ofType('aws:ebs/encryptionByDefault:EncryptionByDefault')
    .some(({ inputs }) => switchOf(inputs.enabled) !== 'off');
}
