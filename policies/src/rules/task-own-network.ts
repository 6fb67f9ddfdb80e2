import { requirementRule } from './requirements.ts';

export const taskOwnNetwork = requirementRule({
  id: 'task-own-network',
  title: 'Tasks do not share the network of their host.',
  why: 'A container can read the traffic of other containers, and reaches what listens only on the host.',
  fix: `Give the tasks a network of their own:
  networkMode: 'awsvpc'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
  controls: ['ECS.1', 'ECS.17'],
  requires: [
    {
      types: ['aws:ecs/taskDefinition:TaskDefinition'],
      path: 'networkMode',
      noneOf: ['host'],
      leftOut: 'passes',
      fails: 'The task shares the network of its host.',
      passes: 'It has a network of its own.',
    },
  ],
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', networkMode: 'awsvpc', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', networkMode: 'host', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
  },
});
