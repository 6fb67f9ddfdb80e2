import { listOf, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result } from './settings.ts';

const configurations = [
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
  'aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2',
];

/** Any rule passes: how long objects are needed is the decision of their owner. */
export const bucketLifecycle: PolicyRule = {
  id: 'bucket-lifecycle',
  title: 'Buckets have lifecycle rules.',
  why: 'Old versions, logs and uploads that were not completed are kept, paid for and at risk forever.',
  fix: `Add a rule, at least for uploads that were not completed:
  new aws.s3.BucketLifecycleConfiguration('images', { bucket: bucket.id, rules: [
    { id: 'end-incomplete-uploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
  ] });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  controls: ['S3.13', 'S3.25'],
  check: eachOf(['aws:s3/bucket:Bucket', 'aws:s3/directoryBucket:DirectoryBucket'], bucketResult),
  examples: {
    passing: [
      `const images = new aws.s3.Bucket('images');
new aws.s3.BucketLifecycleConfiguration('images', { bucket: images.id, rules: [{ id: 'end', status: 'Enabled', expiration: { days: 90 } }] });`,
    ],
    failing: [
      `new aws.s3.Bucket('images');`,
      `new aws.s3.DirectoryBucket('cache', { bucket: 'cache--use1-az4--x-s3', location: { name: 'use1-az4' } });`,
    ],
  },
};

function bucketResult(bucket: Node, graph: ResourceGraph): Result {
  const separate = configurations.flatMap(type => graph.pointingAt(bucket, type, ['bucket']));
  if (separate.length > 0 || listOf(bucket.inputs.lifecycleRules).length > 0)
    return pass('It has lifecycle rules.');
  return missing(graph, configurations, 'bucket', 'The bucket has no lifecycle rules.');
}
