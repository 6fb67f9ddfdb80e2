import { requirementRule } from './requirements.ts';

/** Stages for development, which may be away, are left out. */
export const fileServerZones = requirementRule({
  id: 'file-server-zones',
  title: 'File systems of FSx are in two zones.',
  why: 'The files are away while the only zone is, and files on a broken server may be lost.',
  fix: `Use a deployment with a standby:
  deploymentType: 'MULTI_AZ_1'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/fsx/latest/WindowsGuide/high-availability-multiAZ.html',
  controls: ['FSx.3', 'FSx.4', 'FSx.5'],
  requires: [
    {
      types: [
        'aws:fsx/openZfsFileSystem:OpenZfsFileSystem',
        'aws:fsx/ontapFileSystem:OntapFileSystem',
        'aws:fsx/windowsFileSystem:WindowsFileSystem',
      ],
      path: 'deploymentType',
      oneOf: ['MULTI_AZ_1', 'MULTI_AZ_2'],
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'The file system is in one zone.',
      passes: 'It is in two zones.',
    },
  ],
  examples: {
    passing: [
      `new aws.fsx.WindowsFileSystem('home', { subnetIds: ['subnet-1', 'subnet-2'], preferredSubnetId: 'subnet-1', throughputCapacity: 32, storageCapacity: 32, deploymentType: 'MULTI_AZ_1' });`,
    ],
    failing: [
      `new aws.fsx.WindowsFileSystem('home', { subnetIds: ['subnet-1'], throughputCapacity: 32, storageCapacity: 32 });`,
    ],
  },
});
