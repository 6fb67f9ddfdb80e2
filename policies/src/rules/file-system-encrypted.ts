import type { PolicyRule } from './rule.ts';
import { eachOf, isSet, pass, requireOn } from './settings.ts';

/** A key of KMS implies encryption. */
export const fileSystemEncrypted: PolicyRule = {
  id: 'file-system-encrypted',
  title: 'File systems are encrypted.',
  why: 'The data can be read from the storage, and encryption cannot be turned on later.',
  fix: 'Set encrypted to true. An existing file system must be replaced by a new one.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/efs/latest/ug/encryption.html',
  controls: ['EFS.1', 'EFS.8'],
  scope: 'resource',
  check: eachOf(['aws:efs/fileSystem:FileSystem'], resource => {
    if (isSet(resource.inputs.kmsKeyId)) return pass('A key of KMS encrypts it.');
    return requireOn(resource, {
      path: ['encrypted'],
      message: 'The file system is not encrypted.',
      passed: 'It is encrypted.',
    });
  }),
  remediations: [
    { types: ['aws:efs/fileSystem:FileSystem'], path: 'encrypted', value: true, change: 'replacement' },
  ],
  examples: {
    passing: [`new aws.efs.FileSystem('uploads', { encrypted: true });`],
    failing: [`new aws.efs.FileSystem('uploads');`],
  },
};
