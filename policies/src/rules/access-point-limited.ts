import { requirementRule } from './requirements.ts';

export const accessPointLimited = requirementRule({
  id: 'access-point-limited',
  title: 'Access points of file systems limit their clients to a folder and a user.',
  why: 'A client sees the files of all others, as the user that it claims to be.',
  fix: `Name the folder and the user:
  rootDirectory: { path: '/uploads' }, posixUser: { uid: 1000, gid: 1000 }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
  controls: ['EFS.3', 'EFS.4'],
  requires: [
    {
      types: ['aws:efs/accessPoint:AccessPoint'],
      path: 'rootDirectory.path',
      noneOf: ['/'],
      leftOut: 'fails',
      fails: 'Its clients see the whole file system.',
      passes: 'Its clients see one folder.',
    },
    {
      types: ['aws:efs/accessPoint:AccessPoint'],
      path: 'posixUser',
      set: true,
      leftOut: 'fails',
      fails: 'Its clients choose their user.',
      passes: 'Its clients have one user.',
    },
  ],
  examples: {
    passing: [
      `new aws.efs.AccessPoint('uploads', { fileSystemId: 'fs-1', rootDirectory: { path: '/uploads' }, posixUser: { uid: 1000, gid: 1000 } });`,
    ],
    failing: [
      `new aws.efs.AccessPoint('uploads', { fileSystemId: 'fs-1' });`,
      `new aws.efs.AccessPoint('uploads', { fileSystemId: 'fs-1', rootDirectory: { path: '/' }, posixUser: { uid: 1000, gid: 1000 } });`,
    ],
  },
});
