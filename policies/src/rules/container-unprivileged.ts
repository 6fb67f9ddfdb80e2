import { containerSettings } from '../containerSettings.ts';
import { requirementRule } from './requirements.ts';

export const containerUnprivileged = requirementRule({
  id: 'container-unprivileged',
  title: 'Containers have no privileges of their host.',
  why: 'A privileged container can read and change everything on its host, and the other containers there.',
  fix: 'Remove privileged, and add only the capability that is needed, in linuxParameters.capabilities.',
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_security',
  controls: ['ECS.4'],
  requires: containerSettings.map(place => ({
    types: place.types,
    path: `${place.path}.privileged`,
    is: false,
    leftOut: 'passes',
    fails: 'A container is privileged.',
    passes: 'No container is privileged.',
  })),
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1', privileged: true }]) });`,
    ],
  },
});
