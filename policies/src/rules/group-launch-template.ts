import { requirementRule } from './requirements.ts';

export const groupLaunchTemplate = requirementRule({
  id: 'group-launch-template',
  title: 'Auto Scaling groups use launch templates.',
  why: 'AWS gives launch configurations no new settings, and new accounts cannot create them.',
  fix: `Use a launch template:
  launchTemplate: { id: template.id, version: '$Latest' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html',
  controls: ['AutoScaling.9'],
  requires: [
    {
      types: ['aws:autoscaling/group:Group'],
      path: 'launchConfiguration',
      set: false,
      leftOut: 'passes',
      fails: 'It uses a launch configuration.',
      passes: 'It uses no launch configuration.',
    },
  ],
  examples: {
    passing: [
      `new aws.autoscaling.Group('web', { minSize: 1, maxSize: 2, launchTemplate: { id: 'lt-1' } });`,
    ],
    failing: [`new aws.autoscaling.Group('web', { minSize: 1, maxSize: 2, launchConfiguration: 'web' });`],
  },
});
