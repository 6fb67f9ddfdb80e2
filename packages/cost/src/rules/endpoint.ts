import { isUnknown, listOf } from '@goldpath/program';
import { HOURS, type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { stringAt } from './inputs.ts';

const ENDPOINT = 'aws:ec2/vpcEndpoint:VpcEndpoint';
const ASSOCIATION = 'aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation';

/** Interface endpoints are charged per zone; gateway endpoints are free. */
export const endpointRule: PricingRule = {
  types: [ENDPOINT],
  group: 'network',
  price(node, { graph, assumed }) {
    const { inputs } = node;
    const type = stringAt(inputs, ['vpcEndpointType'], 'Gateway');
    if (type === undefined) return [unknownUntilDeployed('its type')];
    if (type === 'Gateway') return [];
    if (type !== 'Interface') return [{ notPriced: `an endpoint of type ${type}` }];
    const zones =
      listOf(inputs.subnetIds ?? inputs.subnetConfigurations).length +
      graph.pointingAt(node, ASSOCIATION, ['vpcEndpointId']).length;
    if (zones === 0 || isUnknown(inputs.subnetIds)) return [unknownUntilDeployed('the number of its zones')];
    const sharing = graph.ofType(ENDPOINT).filter(other => other.inputs.vpcEndpointType === type);
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
        amount: assumed('endpoint-gb') / sharing.length,
        assumption: 'endpoint-gb',
      },
    ];
  },
};
