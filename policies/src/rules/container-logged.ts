import { requirementRule } from './requirements.ts';

export const containerLogged = requirementRule({
  id: 'container-logged',
  title: 'Containers have a log.',
  why: 'After a crash or an attack, nothing shows what the container did.',
  fix: `Send the output of the container to a log group:
  logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': group.name, 'awslogs-region': region } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  controls: ['ECS.9'],
  requires: [
    {
      types: ['aws:ecs/taskDefinition:TaskDefinition'],
      path: 'containerDefinitions.*.logConfiguration.logDriver',
      set: true,
      leftOut: 'fails',
      fails: 'A container has no log.',
      passes: 'Every container has a log.',
    },
  ],
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1', logConfiguration: { logDriver: 'awslogs', options: {} } }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
  },
});
