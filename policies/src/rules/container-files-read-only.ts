import { containerSettings } from '../containerSettings.ts';
import { requirementRule } from './requirements.ts';

export const containerFilesReadOnly = requirementRule({
  id: 'container-files-read-only',
  title: 'Containers cannot change their own files.',
  why: 'An attacker who can write files can keep a changed program or a tool in the container.',
  fix: `Make the files read-only, and mount a volume where the program writes:
  readonlyRootFilesystem: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  controls: ['ECS.5'],
  requires: containerSettings.map(place => ({
    types: place.types,
    path: `${place.path}.readonlyRootFilesystem`,
    is: true,
    leftOut: 'fails',
    fails: 'A container can change its own files.',
    passes: 'No container can change its own files.',
  })),
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1', readonlyRootFilesystem: true }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
      `import * as awsx from '@pulumi/awsx';
new awsx.ecs.FargateService('web', { taskDefinitionArgs: { container: { name: 'web', image: 'web:1' } } });`,
      `import * as awsx from '@pulumi/awsx';
new awsx.ecs.FargateTaskDefinition('web', { containers: { web: { name: 'web', image: 'web:1' } } });`,
    ],
    unverifiable: [
      `const other = new pulumi.StackReference('other').getOutput('setting') as pulumi.Output<any>;
new aws.ecs.TaskDefinition('web', { family: 'web', containerDefinitions: other });`,
    ],
  },
});
