import { containerSettings } from '../containerSettings.ts';
import { requirementRule } from './requirements.ts';

/** Where the definition names no user, the image does. */
export const containerNotRoot = requirementRule({
  id: 'container-not-root',
  title: 'No container is started as root.',
  why: 'A program that runs as root can use every mistake of the container runtime.',
  fix: `Name a user of the image:
  user: 'node'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  controls: ['ECS.20'],
  requires: containerSettings.map(place => ({
    types: place.types,
    path: `${place.path}.user`,
    noneOf: ['root', '0', '0:0', 'root:root', 'root:0', '0:root'],
    leftOut: 'passes',
    fails: 'A container is started as root.',
    passes: 'No container is started as root.',
  })),
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1', user: 'node' }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1', user: 'root' }]) });`,
    ],
  },
});
