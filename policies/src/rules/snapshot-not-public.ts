import { requirementRule } from './requirements.ts';

export const snapshotNotPublic = requirementRule({
  id: 'snapshot-not-public',
  title: 'Snapshots and images are shared only with named accounts.',
  why: 'Everyone with an AWS account can copy a public snapshot and read all of its data.',
  fix: `Name the accounts:
  sharedAccounts: ['123456789012']`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
  controls: ['RDS.1', 'EC2.1'],
  requires: [
    {
      types: [
        'aws:rds/snapshot:Snapshot',
        'aws:rds/snapshotCopy:SnapshotCopy',
        'aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy',
      ],
      path: 'sharedAccounts.*',
      noneOf: ['all'],
      leftOut: 'passes',
      fails: 'The snapshot is shared with every account.',
      passes: 'It is shared with named accounts.',
    },
    {
      types: ['aws:ec2/amiLaunchPermission:AmiLaunchPermission'],
      path: 'group',
      noneOf: ['all'],
      leftOut: 'passes',
      fails: 'The image is shared with every account.',
      passes: 'It is shared with named accounts.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Snapshot('orders', { dbInstanceIdentifier: 'orders', dbSnapshotIdentifier: 'last', sharedAccounts: ['123456789012'] });`,
    ],
    failing: [
      `new aws.rds.Snapshot('orders', { dbInstanceIdentifier: 'orders', dbSnapshotIdentifier: 'last', sharedAccounts: ['all'] });`,
      `new aws.ec2.AmiLaunchPermission('web', { imageId: 'ami-1', group: 'all' });`,
    ],
  },
});
