import { requirementRule } from './requirements.ts';

export const streamEncrypted = requirementRule({
  id: 'stream-encrypted',
  title: 'Streams of Kinesis are encrypted.',
  why: 'Records can be read from the storage.',
  fix: `Encrypt the stream:
  encryptionType: 'KMS', kmsKeyId: 'alias/aws/kinesis'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html',
  controls: ['Kinesis.1'],
  requires: [
    {
      types: ['aws:kinesis/stream:Stream'],
      path: 'encryptionType',
      is: 'KMS',
      leftOut: 'fails',
      fails: 'The stream is not encrypted.',
      passes: 'It is encrypted.',
    },
  ],
  examples: {
    passing: [
      `new aws.kinesis.Stream('clicks', { shardCount: 1, encryptionType: 'KMS', kmsKeyId: 'alias/aws/kinesis' });`,
    ],
    failing: [`new aws.kinesis.Stream('clicks', { shardCount: 1 });`],
  },
});
