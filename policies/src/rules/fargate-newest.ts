import { requirementRule } from './requirements.ts';

export const fargateNewest = requirementRule({
  id: 'fargate-newest',
  title: 'Services on Fargate use the newest platform version.',
  why: 'An old platform version gets no fixes for its kernel and its container runtime.',
  fix: 'Remove platformVersion, or set it to LATEST.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html',
  controls: ['ECS.10'],
  requires: [
    {
      types: ['aws:ecs/service:Service', 'aws:ecs/taskSet:TaskSet'],
      path: 'platformVersion',
      oneOf: ['LATEST', '1.4.0'],
      leftOut: 'passes',
      fails: 'The service is bound to an old platform version.',
      passes: 'It uses the newest platform version.',
    },
  ],
  examples: {
    passing: [`new aws.ecs.Service('web', { taskDefinition: 'web', launchType: 'FARGATE' });`],
    failing: [
      `new aws.ecs.Service('web', { taskDefinition: 'web', launchType: 'FARGATE', platformVersion: '1.3.0' });`,
    ],
  },
});
