import { listOf, type Node, valueAt } from '@goldpath/program';
import { HOURS, type PricingResult, type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';
import { deviceCharges } from './volume.ts';

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';

/** The root volume of Amazon's Linux images, when the program sets no other. */
const ROOT = { size: 8, type: 'gp3' };

const instanceRule: PricingRule = {
  types: ['aws:ec2/instance:Instance'],
  group: 'service',
  price({ inputs }) {
    if (stringAt(inputs, ['tenancy'], 'default') !== 'default')
      return [{ notPriced: 'an instance on dedicated hardware' }];
    const results = [
      ...hours(stringAt(inputs, ['instanceType'], ''), 1, ''),
      ...deviceCharges(listOf(inputs.rootBlockDevice)[0] ?? {}, ROOT),
      ...listOf(inputs.ebsBlockDevices).flatMap(device => deviceCharges(device, { size: 0, type: 'gp2' })),
    ];
    if (inputs.associatePublicIpAddress === true)
      results.push({ what: 'public IPv4 address', meter: 'vpc/ipv4', amount: HOURS });
    return results;
  },
};

/** The desired capacity of the group, with the instance type of its launch template. */
const groupRule: PricingRule = {
  types: ['aws:autoscaling/group:Group'],
  group: 'service',
  price(node, { graph }) {
    if (node.inputs.mixedInstancesPolicy !== undefined) return [{ notPriced: 'instances of mixed types' }];
    const [target] = graph.targets(node, ['launchTemplate', 'id'], [TEMPLATE]);
    const template = target?.node;
    const minimum = numberAt(node.inputs, ['minSize'], 0);
    const count = numberAt(node.inputs, ['desiredCapacity'], minimum ?? NaN);
    if (!template || count === undefined || Number.isNaN(count))
      return [unknownUntilDeployed('the type or the number of its instances')];
    return [
      ...hours(stringAt(template.inputs, ['instanceType'], ''), count, ' of the group'),
      ...devicesOf(template)
        .flatMap(device => deviceCharges(device, ROOT))
        .map(result => times(result, count)),
    ];
  },
};

/** The nodes of an EKS cluster: their instances and their root volumes. */
const nodeGroupRule: PricingRule = {
  types: ['aws:eks/nodeGroup:NodeGroup'],
  group: 'service',
  price({ inputs }) {
    if (inputs.capacityType === 'SPOT') return [{ notPriced: 'nodes on Spot' }];
    if (inputs.launchTemplate !== undefined) return [{ notPriced: 'nodes with a launch template' }];
    const [size] = listOf(inputs.instanceTypes ?? 't3.medium');
    const count = numberAt(inputs, ['scalingConfig', 'desiredSize'], NaN);
    if (count === undefined || Number.isNaN(count)) return [unknownUntilDeployed('the number of its nodes')];
    const disk = { volumeSize: inputs.diskSize ?? 20, volumeType: 'gp3' };
    return [
      ...hours(stringAt({ size }, ['size'], ''), count, ' of the group'),
      ...deviceCharges(disk, ROOT).map(result => times(result, count)),
    ];
  },
};

const controlPlaneRule: PricingRule = {
  types: ['aws:eks/cluster:Cluster'],
  group: 'service',
  price: () => [{ what: 'EKS control plane', meter: 'eks/cluster', amount: HOURS }],
};

function hours(size: string | undefined, count: number, suffix: string): PricingResult[] {
  if (!size) return [unknownUntilDeployed('its instance type')];
  if (count === 0) return [];
  return [
    {
      what: `instances ${size}${suffix}`,
      meter: `ec2/${size}`,
      amount: count * HOURS,
      basis: `${count} with Linux, ${HOURS} hours`,
    },
  ];
}

function devicesOf(template: Node): unknown[] {
  const devices = listOf(template.inputs.blockDeviceMappings)
    .map(mapping => valueAt(mapping, ['ebs']))
    .filter(device => device !== undefined && device !== null);
  return devices.length > 0 ? devices : [{}];
}

function times(result: PricingResult, count: number): PricingResult {
  if ('meter' in result) return { ...result, amount: result.amount * count };
  return result;
}

/** The rules for EC2 instances, Auto Scaling groups and EKS clusters. */
export const instanceRules = [instanceRule, groupRule, nodeGroupRule, controlPlaneRule];
