import { requirementRule } from './requirements.ts';

export const interfaceSourceChecked = requirementRule({
  id: 'interface-source-checked',
  title: 'Network interfaces check the source and the destination of packets.',
  why: 'An interface without the check can read and send packets in the name of other machines.',
  fix: `Remove the setting, except on a machine that routes for others:
  sourceDestCheck: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html',
  controls: ['EC2.180'],
  requires: [
    {
      types: ['aws:ec2/networkInterface:NetworkInterface'],
      path: 'sourceDestCheck',
      is: true,
      leftOut: 'passes',
      fails: 'The check is turned off.',
      passes: 'It checks source and destination.',
    },
  ],
  examples: {
    passing: [`new aws.ec2.NetworkInterface('web', { subnetId: 'subnet-1', securityGroups: ['sg-1'] });`],
    failing: [
      `new aws.ec2.NetworkInterface('web', { subnetId: 'subnet-1', securityGroups: ['sg-1'], sourceDestCheck: false });`,
    ],
  },
});
