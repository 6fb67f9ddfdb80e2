import { requirementRule } from './requirements.ts';

export const taskOwnProcesses = requirementRule({
  id: 'task-own-processes',
  title: 'Tasks do not share the processes of their host.',
  why: 'A container sees, and can end, the processes of the host and of other tasks.',
  fix: 'Remove pidMode.',
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_definition_pidmode',
  controls: ['ECS.3'],
  requires: [
    {
      types: ['aws:ecs/taskDefinition:TaskDefinition'],
      path: 'pidMode',
      noneOf: ['host'],
      leftOut: 'passes',
      fails: 'The task shares the processes of its host.',
      passes: 'It has processes of its own.',
    },
  ],
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', pidMode: 'host', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
  },
});
