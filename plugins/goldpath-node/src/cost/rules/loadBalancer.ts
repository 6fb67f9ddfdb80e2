import { holdsUnknown, listOf } from '@goldpath/policies';
import { type Finding, HOURS, type PricingRule } from '../rule.ts';
import { textAt } from './amount.ts';

const kinds: Record<string, { name: string; unit: string }> = {
  application: { name: 'Application Load Balancer', unit: 'lcu' },
  network: { name: 'Network Load Balancer', unit: 'nlcu' },
};

/** Hours, capacity units, and an address in each zone of one that faces the internet. */
export const loadBalancerRule: PricingRule = {
  types: ['aws:lb/loadBalancer:LoadBalancer'],
  group: 'edge',
  price({ inputs }, { assumed }) {
    const type = textAt(inputs, ['loadBalancerType'], 'application');
    const kind = type === undefined ? undefined : kinds[type];
    if (!kind)
      return [
        type === undefined
          ? { unknown: 'its type is known only when it is deployed' }
          : { notPriced: `a load balancer of type ${type}` },
      ];
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

function addresses(inputs: Record<string, unknown>): Finding[] {
  const { internal, subnets, subnetMappings } = inputs;
  if (internal === true) return [];
  const zones = [...listOf(subnets), ...listOf(subnetMappings)];
  if (zones.length === 0 || holdsUnknown(internal) || listOf(subnets).some(item => holdsUnknown(item)))
    return [
      { unknown: 'whether and in how many zones it has a public address is known only when it is deployed' },
    ];
  // an address of the program's own is charged there
  const owned = listOf(subnetMappings).filter(
    mapping => (mapping as { allocationId?: unknown }).allocationId,
  );
  const amount = (zones.length - owned.length) * HOURS;
  return amount === 0
    ? []
    : [
        {
          what: 'public IPv4 addresses',
          meter: 'vpc/ipv4',
          amount,
          basis: `${zones.length - owned.length} zones`,
        },
      ];
}
