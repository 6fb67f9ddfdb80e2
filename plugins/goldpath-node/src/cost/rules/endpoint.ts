import { isUnknown, listOf } from '@goldpath/policies';
import { HOURS, type PricingRule } from '../rule.ts';
import { textAt } from './amount.ts';

const ENDPOINT = 'aws:ec2/vpcEndpoint:VpcEndpoint';
const ASSOCIATION = 'aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation';

/** Interface endpoints by zone; those of type Gateway are free. */
export const endpointRule: PricingRule = {
  types: [ENDPOINT],
  group: 'network',
  price(node, { graph, assumed }) {
    const { inputs } = node;
    const type = textAt(inputs, ['vpcEndpointType'], 'Gateway');
    if (type === undefined) return [{ unknown: 'its type is known only when it is deployed' }];
    if (type === 'Gateway') return [];
    if (type !== 'Interface') return [{ notPriced: `an endpoint of type ${type}` }];
    const zones =
      listOf(inputs.subnetIds ?? inputs.subnetConfigurations).length +
      graph.pointingAt(node, ASSOCIATION, ['vpcEndpointId']).length;
    if (zones === 0 || isUnknown(inputs.subnetIds))
      return [{ unknown: 'in how many zones it is, is known only when it is deployed' }];
    const others = graph.ofType(ENDPOINT).filter(other => other.inputs.vpcEndpointType === type);
    return [
      {
        what: 'interface endpoint',
        meter: 'privatelink/endpoint',
        amount: zones * HOURS,
        basis: `${zones} zones, ${HOURS} hours`,
      },
      {
        what: 'data through interface endpoints',
        meter: 'privatelink/gb',
        amount: assumed('endpoint-gb') / others.length,
        assumption: 'endpoint-gb',
      },
    ];
  },
};
