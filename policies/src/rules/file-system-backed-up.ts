import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result, switchAt, unknown } from './settings.ts';

const policyType = 'aws:efs/backupPolicy:BackupPolicy';

/** AWS backs up file systems that are created in its console; those of a program have to ask for it. */
export const fileSystemBackedUp: PolicyRule = {
  id: 'file-system-backed-up',
  title: 'File systems are backed up automatically.',
  why: 'A wrong command, or a program that encrypts files, destroys them for good.',
  fix: `Turn on the backups:
  new aws.efs.BackupPolicy('uploads', { fileSystemId: files.id, backupPolicy: { status: 'ENABLED' } });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html',
  controls: ['EFS.2', 'EFS.7'],
  check: eachOf(['aws:efs/fileSystem:FileSystem'], fileSystemResult),
  examples: {
    passing: [
      `const files = new aws.efs.FileSystem('uploads');
new aws.efs.BackupPolicy('uploads', { fileSystemId: files.id, backupPolicy: { status: 'ENABLED' } });`,
    ],
    failing: [
      `new aws.efs.FileSystem('uploads');`,
      `const files = new aws.efs.FileSystem('uploads');
new aws.efs.BackupPolicy('uploads', { fileSystemId: files.id, backupPolicy: { status: 'DISABLED' } });`,
    ],
  },
};

function fileSystemResult(fileSystem: Node, graph: ResourceGraph): Result {
  const policies = graph.pointingAt(fileSystem, policyType, ['fileSystemId']);
  const states = policies.map(policy => switchAt(policy, 'backupPolicy', 'status'));
  if (states.includes('on')) return pass('It is backed up automatically.');
  if (states.includes('unknown')) return unknown('backupPolicy.status');
  return missing(graph, [policyType], 'fileSystemId', 'The file system has no automatic backups.');
}
