import { requirementRule } from './requirements.ts';

/** The types that also ran paravirtual images: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html */
const current = /^(?!(c1|c3|hs1|m1|m2|m3|t1)\.)/;

export const instanceTypeCurrent = requirementRule({
  id: 'instance-type-current',
  title: 'Instances are not of a type for paravirtual images.',
  why: 'These types are ten years old: they cost more, are slower, and lack the isolation of later hardware.',
  fix: `Choose a current type:
  instanceType: 't3.micro'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html',
  controls: ['EC2.24'],
  requires: [
    {
      types: [
        'aws:ec2/instance:Instance',
        'aws:ec2/launchTemplate:LaunchTemplate',
        'aws:ec2/launchConfiguration:LaunchConfiguration',
        'aws:ec2/spotInstanceRequest:SpotInstanceRequest',
      ],
      path: 'instanceType',
      matches: current,
      leftOut: 'passes',
      fails: 'Its type is for paravirtual images.',
      passes: 'Its type is a later one.',
    },
  ],
  examples: {
    passing: [`new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't3.micro' });`],
    failing: [`new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 'm1.small' });`],
  },
});
