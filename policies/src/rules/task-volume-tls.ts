import { requirementRule } from './requirements.ts';

export const taskVolumeTls = requirementRule({
  id: 'task-volume-tls',
  title: 'Tasks mount file systems over TLS.',
  why: 'Files cross the network in plain text.',
  fix: `Encrypt the connection:
  efsVolumeConfiguration: { fileSystemId, transitEncryption: 'ENABLED' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',
  controls: ['ECS.18'],
  requires: [
    {
      types: ['aws:ecs/taskDefinition:TaskDefinition'],
      path: 'volumes.*.efsVolumeConfiguration?.transitEncryption',
      is: 'ENABLED',
      leftOut: 'fails',
      fails: 'A file system is mounted without TLS.',
      passes: 'Its file systems are mounted over TLS.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1', transitEncryption: 'ENABLED' } }], containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
      `new aws.ecs.TaskDefinition('web', { family: 'web', volumes: [{ name: 'tmp' }], containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
    failing: [
      `new aws.ecs.TaskDefinition('web', { family: 'web', volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }], containerDefinitions: JSON.stringify([{ name: 'web', image: 'web:1' }]) });`,
    ],
  },
});
