import { holdsUnknown, listOf, valueAt } from '@goldpath/program';
import { HOURS, type PricingResult, type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { stringAt } from './inputs.ts';

const kinds: Record<string, { name: string; unit: string }> = {
  application: { name: 'Application Load Balancer', unit: 'lcu' },
  network: { name: 'Network Load Balancer', unit: 'nlcu' },
};

/** Hours and capacity units, and a public address in each zone when it is internet-facing. */
export const loadBalancerRule: PricingRule = {
  types: ['aws:lb/loadBalancer:LoadBalancer'],
  group: 'edge',
  price({ inputs }, { assumed }) {
    const type = stringAt(inputs, ['loadBalancerType'], 'application');
    if (type === undefined) return [unknownUntilDeployed('its type')];
    const kind = kinds[type];
    if (!kind) return [{ notPriced: `a load balancer of type ${type}` }];
    return [
      { what: kind.name, meter: `elb/${type}`, amount: HOURS },
      {
        what: 'capacity units',
        meter: `elb/${kind.unit}`,
        amount: assumed('lcu') * HOURS,
        assumption: 'lcu',
      },
      ...addresses(inputs),
    ];
  },
};

function addresses(inputs: Record<string, unknown>): PricingResult[] {
  const { internal } = inputs;
  const [subnets, mappings] = [listOf(inputs.subnets), listOf(inputs.subnetMappings)];
  if (internal === true) return [];
  const zones = subnets.length + mappings.length;
  if (zones === 0 || holdsUnknown(internal) || subnets.some(holdsUnknown))
    return [unknownUntilDeployed('whether it has public addresses, and how many,')];
  // an Elastic IP of the program is charged as a resource of its own
  const owned = mappings.filter(mapping => valueAt(mapping, ['allocationId']));
  const count = zones - owned.length;
  if (count === 0) return [];
  return [
    { what: 'public IPv4 addresses', meter: 'vpc/ipv4', amount: count * HOURS, basis: `${count} zones` },
  ];
}
