import { listOf, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result } from './settings.ts';

const loggingType = 'aws:s3/bucketLogging:BucketLogging';

/** The inputs that name a bucket for logs, by type. */
const logTargets: Record<string, readonly string[]> = {
  [loggingType]: ['targetBucket'],
  'aws:lb/loadBalancer:LoadBalancer': ['accessLogs', 'bucket'],
  'aws:elb/loadBalancer:LoadBalancer': ['accessLogs', 'bucket'],
  'aws:cloudtrail/trail:Trail': ['s3BucketName'],
  'aws:cloudfront/distribution:Distribution': ['loggingConfig', 'bucket'],
  'aws:ec2/flowLog:FlowLog': ['logDestination'],
};

/** The bucket of the logs is left out: each log would cause another. */
export const bucketLogged: PolicyRule = {
  id: 'bucket-logged',
  title: 'Buckets log requests.',
  why: 'After a leak, nothing shows who read which objects.',
  fix: `Write the requests to another bucket:
  new aws.s3.BucketLogging('images', { bucket: bucket.id, targetBucket: logs.id, targetPrefix: 's3/' });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
  controls: ['S3.9'],
  check: eachOf(['aws:s3/bucket:Bucket'], bucketResult),
  examples: {
    passing: [
      `const logs = new aws.s3.Bucket('logs');
const images = new aws.s3.Bucket('images');
new aws.s3.BucketLogging('images', { bucket: images.id, targetBucket: logs.id, targetPrefix: 's3/' });`,
    ],
    failing: [`new aws.s3.Bucket('images');`],
  },
};

function bucketResult(bucket: Node, graph: ResourceGraph): Result {
  const isTarget = Object.entries(logTargets).some(
    ([type, path]) => graph.pointingAt(bucket, type, path).length > 0,
  );
  if (isTarget) return undefined;
  const { logging, loggings } = bucket.inputs;
  const settings = graph.pointingAt(bucket, loggingType, ['bucket']);
  if (settings.length > 0 || listOf(logging ?? loggings).length > 0) return pass('It logs requests.');
  return missing(graph, [loggingType], 'bucket', 'The bucket logs no requests.');
}
