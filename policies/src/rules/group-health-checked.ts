import { requirementRule } from './requirements.ts';

export const groupHealthChecked = requirementRule({
  id: 'group-health-checked',
  title: 'Auto Scaling replaces instances that the load balancer finds unhealthy.',
  why: 'An instance whose program hangs runs on, and counts as healthy.',
  fix: `Use the checks of the load balancer:
  healthCheckType: 'ELB'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html',
  controls: ['AutoScaling.1'],
  requires: [
    {
      types: ['aws:autoscaling/group:Group'],
      path: 'healthCheckType',
      is: 'ELB',
      leftOut: 'fails',
      when: [{ path: 'targetGroupArns', atLeast: 1 }],
      fails: 'Only a stopped instance is replaced.',
      passes: 'An unhealthy instance is replaced.',
    },
    {
      types: ['aws:autoscaling/group:Group'],
      path: 'healthCheckType',
      is: 'ELB',
      leftOut: 'fails',
      when: [{ path: 'loadBalancers', atLeast: 1 }],
      fails: 'Only a stopped instance is replaced.',
      passes: 'An unhealthy instance is replaced.',
    },
  ],
  examples: {
    passing: [
      `new aws.autoscaling.Group('web', { minSize: 1, maxSize: 2, targetGroupArns: ['arn'], healthCheckType: 'ELB' });`,
      `new aws.autoscaling.Group('jobs', { minSize: 1, maxSize: 2 });`,
    ],
    failing: [`new aws.autoscaling.Group('web', { minSize: 1, maxSize: 2, targetGroupArns: ['arn'] });`],
  },
});
