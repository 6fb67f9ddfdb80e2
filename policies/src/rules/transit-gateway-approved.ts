import { requirementRule } from './requirements.ts';

/** The default is disable. */
export const transitGatewayApproved = requirementRule({
  id: 'transit-gateway-approved',
  title: 'Transit gateways connect another account only after it has been accepted.',
  why: 'A network of another account is connected to all of yours as soon as it asks.',
  fix: 'Remove autoAcceptSharedAttachments.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
  controls: ['EC2.23'],
  requires: [
    {
      types: ['aws:ec2transitgateway/transitGateway:TransitGateway'],
      path: 'autoAcceptSharedAttachments',
      is: 'disable',
      leftOut: 'passes',
      fails: 'The transit gateway connects every network that asks.',
      passes: 'It connects only what has been accepted.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.ec2transitgateway.TransitGateway('hub');`],
    failing: [`new aws.ec2transitgateway.TransitGateway('hub', { autoAcceptSharedAttachments: 'enable' });`],
  },
});
