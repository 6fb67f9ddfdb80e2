import { requirementRule } from './requirements.ts';

/** A function without a network is in every zone. */
export const functionZones = requirementRule({
  id: 'function-zones',
  title: 'Functions in a network are in several availability zones.',
  why: 'When the zone fails, the function cannot be called.',
  fix: `Name a subnet in each of two zones:
  vpcConfig: { subnetIds: [first.id, second.id], securityGroupIds: [group.id] }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  controls: ['Lambda.5'],
  requires: [
    {
      types: ['aws:lambda/function:Function'],
      path: 'vpcConfig?.subnetIds',
      atLeast: 2,
      leftOut: 'passes',
      fails: 'The function is in a single subnet.',
      passes: 'It is in several subnets.',
    },
  ],
  examples: {
    passing: [
      `new aws.lambda.Function('jobs', { role: 'arn', handler: 'index.handler', runtime: 'nodejs22.x', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'] } });`,
      `new aws.lambda.Function('jobs', { role: 'arn', handler: 'index.handler', runtime: 'nodejs22.x' });`,
    ],
    failing: [
      `new aws.lambda.Function('jobs', { role: 'arn', handler: 'index.handler', runtime: 'nodejs22.x', vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] } });`,
    ],
  },
});
