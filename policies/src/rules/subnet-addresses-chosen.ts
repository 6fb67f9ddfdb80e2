import { requirementRule } from './requirements.ts';

/** The default is false. */
export const subnetAddressesChosen = requirementRule({
  id: 'subnet-addresses-chosen',
  title: 'Subnets give no public address to what is started in them.',
  why: 'An instance that is started in the wrong subnet can be reached from the internet.',
  fix: 'Remove mapPublicIpOnLaunch, and give a public address only to the resource that needs one.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
  controls: ['EC2.15'],
  requires: [
    {
      types: ['aws:ec2/subnet:Subnet', 'aws:ec2/defaultSubnet:DefaultSubnet'],
      path: 'mapPublicIpOnLaunch',
      is: false,
      leftOut: 'passes',
      fails: 'Everything that is started in the subnet gets a public address.',
      passes: 'It gives no public addresses.',
    },
  ],
  examples: {
    passing: [`new aws.ec2.Subnet('web', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24' });`],
    failing: [
      `new aws.ec2.Subnet('web', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24', mapPublicIpOnLaunch: true });`,
    ],
  },
});
