import { requirementRule } from './requirements.ts';

/** A stream that reads from Kinesis or Kafka keeps no records of its own. */
export const deliveryEncrypted = requirementRule({
  id: 'delivery-encrypted',
  title: 'Delivery streams of Firehose are encrypted.',
  why: 'Records wait in the stream for up to a day when their destination is unreachable.',
  fix: `Encrypt the records:
  serverSideEncryption: { enabled: true, keyType: 'AWS_OWNED_CMK' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html',
  controls: ['DataFirehose.1'],
  requires: [
    {
      types: ['aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream'],
      path: 'serverSideEncryption.enabled',
      is: true,
      leftOut: 'fails',
      when: [
        { path: 'kinesisSourceConfiguration', set: false, leftOut: 'met' },
        { path: 'mskSourceConfiguration', set: false, leftOut: 'met' },
      ],
      fails: 'Its records are not encrypted.',
      passes: 'Its records are encrypted.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.kinesis.FirehoseDeliveryStream('clicks', { destination: 'extended_s3', extendedS3Configuration: { bucketArn: 'arn', roleArn: 'arn' }, serverSideEncryption: { enabled: true } });`,
      `new aws.kinesis.FirehoseDeliveryStream('clicks', { destination: 'extended_s3', extendedS3Configuration: { bucketArn: 'arn', roleArn: 'arn' }, kinesisSourceConfiguration: { kinesisStreamArn: 'arn', roleArn: 'arn' } });`,
    ],
    failing: [
      `new aws.kinesis.FirehoseDeliveryStream('clicks', { destination: 'extended_s3', extendedS3Configuration: { bucketArn: 'arn', roleArn: 'arn' } });`,
    ],
  },
});
