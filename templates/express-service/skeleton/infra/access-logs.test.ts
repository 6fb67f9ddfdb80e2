import { beforeAll, expect, it } from 'vitest';
import { run, type Program } from './testing';

let prod: Program;
beforeAll(async () => {
  prod = await run('prod');
});

const bucket = 'shop-prod-access-logs';

it('receives the logs of the load balancer', () => {
  expect(prod.one('lb/loadBalancer:LoadBalancer').inputs.accessLogs).toEqual({
    bucket: prod.one('s3/bucket:Bucket', bucket).id + '/bucket',
    enabled: true,
  });
});

it('lets load balancers and buckets of this account write, and grants no other access', () => {
  const allowed = statements().filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toEqual([
    {
      Sid: 'LoadBalancerLogs',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3/bucket:Bucket:${bucket}/AWSLogs/123456789012/*`,
    },
    {
      Sid: 'BucketLogs',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3/bucket:Bucket:${bucket}/s3/*`,
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    },
  ]);
});

it('is encrypted with S3’s own key, the only one that a load balancer can write with', () => {
  const { inputs } = prod.one(
    's3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    bucket,
  );
  expect(inputs.rules).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }]);
});

it('has the retention of the other logs', () => {
  const { inputs } = prod.one('s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', bucket);
  expect(inputs.rules).toMatchObject([{ status: 'Enabled', expiration: { days: 90 } }]);
});

it('is deleted with the stage, unless data is protected', async () => {
  const isDisposable = async (stage: string) =>
    (await run(stage)).one('s3/bucket:Bucket', `shop-${stage}-access-logs`).inputs.forceDestroy;
  expect(await isDisposable('dev')).toBe(true);
  expect(await isDisposable('prod')).toBe(false);
});

function statements(): Record<string, unknown>[] {
  const { policy } = prod.one('s3/bucketPolicy:BucketPolicy', bucket).inputs;
  return (JSON.parse(String(policy)) as { Statement: Record<string, unknown>[] }).Statement;
}
