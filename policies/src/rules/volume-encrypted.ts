import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, type Switch, switchOf, unknown } from './settings.ts';

/** The blocks of an instance or a template that describe its volumes. */
const blocks = ['rootBlockDevice', 'ebsBlockDevices', 'blockDeviceMappings'];

const withImage = new Set([
  'aws:ec2/instance:Instance',
  'aws:ec2/launchTemplate:LaunchTemplate',
  'aws:ec2/launchConfiguration:LaunchConfiguration',
]);

/** A program that turns on encryption by default for its region needs no setting of its own. */
export const volumeEncrypted: PolicyRule = {
  id: 'volume-encrypted',
  title: 'The volumes of instances are encrypted.',
  why: 'A snapshot of an unencrypted volume that is shared or copied shows all of its data.',
  fix: `Set encrypted to true for the volume, or for the whole region:
  new aws.ebs.EncryptionByDefault('region', { enabled: true });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  controls: ['EC2.3', 'EC2.7', 'EC2.173', 'EC2.181'],
  check: eachOf(
    [
      'aws:ebs/volume:Volume',
      'aws:ec2/instance:Instance',
      'aws:ec2/launchTemplate:LaunchTemplate',
      'aws:ec2/launchConfiguration:LaunchConfiguration',
      'aws:ec2/spotFleetRequest:SpotFleetRequest',
    ],
    volumesResult,
  ),
  remediations: [
    { types: ['aws:ebs/volume:Volume'], path: 'encrypted', value: true, change: 'replacement' },
    {
      types: ['aws:ec2/instance:Instance', 'aws:ec2/launchConfiguration:LaunchConfiguration'],
      path: 'rootBlockDevice?.encrypted',
      value: true,
      change: 'replacement',
    },
    {
      types: ['aws:ec2/instance:Instance', 'aws:ec2/launchConfiguration:LaunchConfiguration'],
      path: 'ebsBlockDevices.*.encrypted',
      value: true,
      change: 'replacement',
    },
    {
      types: ['aws:ec2/launchTemplate:LaunchTemplate'],
      path: 'blockDeviceMappings.*.ebs?.encrypted',
      value: 'true',
      change: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.ebs.Volume('data', { availabilityZone: 'us-east-1a', size: 8, encrypted: true });`,
      `new aws.ebs.EncryptionByDefault('region', { enabled: true });
new aws.ebs.Volume('data', { availabilityZone: 'us-east-1a', size: 8 });`,
      `new aws.ebs.EncryptionByDefault('region', { enabled: true });
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });`,
    ],
    failing: [
      `new aws.ebs.Volume('data', { availabilityZone: 'us-east-1a', size: 8 });`,
      `new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro', rootBlockDevice: { volumeSize: 20 } });`,
      `new aws.ec2.SpotFleetRequest('jobs', { iamFleetRole: 'arn', targetCapacity: 2, launchSpecifications: [{ ami: 'ami-1', instanceType: 't3.micro', ebsBlockDevices: [{ deviceName: '/dev/sdb', volumeSize: 20 }] }] });`,
    ],
    unverifiable: [`new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });`],
  },
};

function volumesResult(resource: Node, graph: ResourceGraph): Result {
  const byDefault = stateByDefault(graph);
  if (byDefault === 'on') return pass('Volumes of the region are encrypted by default.');
  const volumes = volumesOf(resource);
  if (volumes.length === 0) return imageResult(resource);
  // a snapshot decides for the volume that is made from it
  const open = volumes.filter(volume => isUnknown(volume) || !isSet(valueAt(volume, ['snapshotId'])));
  const states = open.map(volume => switchOf(valueAt(volume, ['encrypted'])) ?? 'off');
  if (states.every(state => state === 'on')) return pass('Its volumes are encrypted.');
  if (byDefault === 'unknown') return unknown('The encryption of the region by default');
  return states.includes('off') ? fail('A volume is not encrypted.') : unknown('encrypted');
}

/** Without a setting, the image decides about the volumes that are made from it. */
function imageResult({ type, inputs }: Node): Result {
  const isDecidedElsewhere = isSet(inputs.launchTemplate) || !isSet(inputs.ami ?? inputs.imageId);
  if (!withImage.has(type) || isDecidedElsewhere) return undefined;
  const message = 'Whether its volumes are encrypted depends on its image, and on the region.';
  return { verdict: 'unverifiable', message };
}

function volumesOf({ type, inputs }: Node): unknown[] {
  if (type === 'aws:ebs/volume:Volume') return [inputs];
  const holders = [inputs, ...listOf(inputs.launchSpecifications)];
  return holders
    .flatMap(holder => blocks.flatMap(block => listOf(valueAt(holder, [block]))))
    .map(block => valueAt(block, ['ebs']) ?? block)
    .filter(volume => isUnknown(volume) || !isSet(valueAt(volume, ['virtualName'])));
}

/** The setting is on where it is left out. */
function stateByDefault(graph: ResourceGraph): Switch {
  const states = graph
    .ofType('aws:ebs/encryptionByDefault:EncryptionByDefault')
    .map(({ inputs }) => switchOf(inputs.enabled) ?? 'on');
  return states.find(state => state === 'on') ?? states.find(state => state === 'unknown');
}
