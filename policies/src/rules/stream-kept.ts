import { requirementRule } from './requirements.ts';

/** A stream keeps records for a day by default. Stages for development are left out. */
export const streamKept = requirementRule({
  id: 'stream-kept',
  title: 'Streams of Kinesis keep records for at least a week.',
  why: 'A reader that has been down for longer than a day has lost records.',
  fix: `Keep records for a week:
  retentionPeriod: 168`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html',
  controls: ['Kinesis.3'],
  requires: [
    {
      types: ['aws:kinesis/stream:Stream'],
      path: 'retentionPeriod',
      atLeast: 168,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'Records are kept for less than a week.',
      passes: 'Records are kept for at least a week.',
    },
  ],
  examples: {
    passing: [`new aws.kinesis.Stream('clicks', { shardCount: 1, retentionPeriod: 168 });`],
    failing: [`new aws.kinesis.Stream('clicks', { shardCount: 1 });`],
  },
});
