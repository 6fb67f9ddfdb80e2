import { listOf, type Node, valueAt } from '@goldpath/policies';
import { type Finding, HOURS, type PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';
import { volumeCharges } from './volume.ts';

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';

/** The root volume of Amazon's own Linux images, where the program says no other. */
const ROOT = { size: 8, type: 'gp3' };

const instanceRule: PricingRule = {
  types: ['aws:ec2/instance:Instance'],
  group: 'service',
  price({ inputs }) {
    if (textAt(inputs, ['tenancy'], 'default') !== 'default')
      return [{ notPriced: 'an instance on hardware of its own' }];
    const root = listOf(inputs.rootBlockDevice)[0] ?? {};
    return [
      ...hours(textAt(inputs, ['instanceType'], ''), 1, ''),
      ...volumeCharges(root, ROOT),
      ...listOf(inputs.ebsBlockDevices).flatMap(device => volumeCharges(device, { size: 0, type: 'gp2' })),
      ...(inputs.associatePublicIpAddress === true
        ? [{ what: 'public IPv4 address', meter: 'vpc/ipv4', amount: HOURS }]
        : []),
    ];
  },
};

/** As many instances as the group asks for, of the launch template's type. */
const groupRule: PricingRule = {
  types: ['aws:autoscaling/group:Group'],
  group: 'service',
  price(node, { graph }) {
    if (node.inputs.mixedInstancesPolicy !== undefined) return [{ notPriced: 'instances of mixed types' }];
    const [target] = graph.targets(node, ['launchTemplate', 'id'], [TEMPLATE]);
    const template = target?.node;
    const least = amountAt(node.inputs, ['minSize'], 0);
    const count = amountAt(node.inputs, ['desiredCapacity'], least ?? NaN);
    if (!template || count === undefined || Number.isNaN(count))
      return [{ unknown: 'the type or the number of its instances is known only when it is deployed' }];
    return [
      ...hours(textAt(template.inputs, ['instanceType'], ''), count, ' of the group'),
      ...volumesOf(template)
        .flatMap(volume => volumeCharges(volume, ROOT))
        .map(charge => times(charge, count)),
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
    const [size] = inputs.instanceTypes === undefined ? ['t3.medium'] : listOf(inputs.instanceTypes);
    const count = amountAt(inputs, ['scalingConfig', 'desiredSize'], NaN);
    if (count === undefined || Number.isNaN(count))
      return [{ unknown: 'the number of its nodes is known only when it is deployed' }];
    const disk = { volumeSize: inputs.diskSize ?? 20, volumeType: 'gp3' };
    return [
      ...hours(textAt({ size }, ['size'], ''), count, ' of the group'),
      ...volumeCharges(disk, ROOT).map(charge => times(charge, count)),
    ];
  },
};

const controlPlaneRule: PricingRule = {
  types: ['aws:eks/cluster:Cluster'],
  group: 'service',
  price: () => [{ what: 'EKS control plane', meter: 'eks/cluster', amount: HOURS }],
};

function hours(size: string | undefined, count: number, of: string): Finding[] {
  if (!size) return [{ unknown: 'its instance type is known only when it is deployed' }];
  return [
    {
      what: `instances ${size}${of}`,
      meter: `ec2/${size}`,
      amount: count * HOURS,
      basis: `${count} with Linux, ${HOURS} hours`,
    },
  ].filter(({ amount }) => amount > 0);
}

function volumesOf(template: Node): unknown[] {
  const devices = listOf(template.inputs.blockDeviceMappings).flatMap(
    device => valueAt(device, ['ebs']) ?? [],
  );
  return devices.length > 0 ? devices : [{}];
}

function times(finding: Finding, count: number): Finding {
  return 'meter' in finding ? { ...finding, amount: finding.amount * count } : finding;
}

export const instanceRules = [instanceRule, groupRule, nodeGroupRule, controlPlaneRule];
