import { requirementRule } from './requirements.ts';

/** Lustre for temporary data has no backups. */
export const fileServerTags = requirementRule({
  id: 'file-server-tags',
  title: 'Backups of FSx have the tags of their file system.',
  why: 'Backups without tags are missing in searches, cost reports and policies that select by tag.',
  fix: `Copy the tags:
  copyTagsToBackups: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/using-backups.html',
  controls: ['FSx.1', 'FSx.2'],
  requires: [
    {
      types: ['aws:fsx/lustreFileSystem:LustreFileSystem'],
      path: 'copyTagsToBackups',
      is: true,
      leftOut: 'fails',
      when: [{ path: 'deploymentType', matches: /^PERSISTENT/ }],
      fails: 'Backups do not get the tags.',
      passes: 'Backups get the tags.',
      remediation: 'replacement',
    },
    {
      types: ['aws:fsx/openZfsFileSystem:OpenZfsFileSystem'],
      path: 'copyTagsToBackups',
      is: true,
      leftOut: 'fails',
      fails: 'Backups do not get the tags.',
      passes: 'Backups get the tags.',
      remediation: 'in-place',
    },
    {
      types: ['aws:fsx/openZfsFileSystem:OpenZfsFileSystem'],
      path: 'copyTagsToVolumes',
      is: true,
      leftOut: 'fails',
      fails: 'Volumes do not get the tags.',
      passes: 'Volumes get the tags.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.fsx.OpenZfsFileSystem('home', { deploymentType: 'SINGLE_AZ_1', subnetIds: 'subnet-1', throughputCapacity: 64, storageCapacity: 64, copyTagsToBackups: true, copyTagsToVolumes: true });`,
      `new aws.fsx.LustreFileSystem('scratch', { subnetIds: 'subnet-1', storageCapacity: 1200 });`,
    ],
    failing: [
      `new aws.fsx.OpenZfsFileSystem('home', { deploymentType: 'SINGLE_AZ_1', subnetIds: 'subnet-1', throughputCapacity: 64, storageCapacity: 64 });`,
      `new aws.fsx.LustreFileSystem('models', { subnetIds: 'subnet-1', storageCapacity: 1200, deploymentType: 'PERSISTENT_2', perUnitStorageThroughput: 125 });`,
    ],
  },
});
