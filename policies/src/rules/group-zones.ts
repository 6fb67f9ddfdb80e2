import { requirementRule } from './requirements.ts';

export const groupZones = requirementRule({
  id: 'group-zones',
  title: 'Auto Scaling groups are in several availability zones.',
  why: 'When the zone fails, no instance is left.',
  fix: `Name subnets in two zones:
  vpcZoneIdentifiers: [first.id, second.id]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html',
  controls: ['AutoScaling.2'],
  requires: [
    {
      types: ['aws:autoscaling/group:Group'],
      path: 'vpcZoneIdentifiers',
      atLeast: 2,
      leftOut: 'passes',
      onlyIn: 'production',
      fails: 'Its instances are in a single subnet.',
      passes: 'Its instances are in several subnets.',
    },
    {
      types: ['aws:autoscaling/group:Group'],
      path: 'availabilityZones',
      atLeast: 2,
      leftOut: 'passes',
      onlyIn: 'production',
      fails: 'Its instances are in a single zone.',
      passes: 'Its instances are in several zones.',
    },
  ],
  examples: {
    passing: [
      `new aws.autoscaling.Group('web', { minSize: 2, maxSize: 4, vpcZoneIdentifiers: ['subnet-1', 'subnet-2'] });`,
    ],
    failing: [
      `new aws.autoscaling.Group('web', { minSize: 2, maxSize: 4, availabilityZones: ['us-east-1a'] });`,
    ],
  },
});
