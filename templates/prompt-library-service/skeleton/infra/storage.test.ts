import { beforeAll, describe, expect, it } from 'vitest';
import { run, type Program } from './testing';

let prod: Program;
beforeAll(async () => {
  prod = await run('prod');
});

const bucket = 'shop-prod-images';
const withFrontend = { 'service:frontendOrigins': '["https://www.example.com"]' };

it('encrypts images with the stage’s key', () => {
  const { inputs } = prod.one(
    's3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    bucket,
  );
  expect(inputs.rules).toEqual([
    {
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: 'aws:kms',
        kmsMasterKeyId: 'arn:aws:kms/key:Key:' + prod.one('kms/key:Key').name,
      },
      bucketKeyEnabled: true,
    },
  ]);
});

it('keeps deleted images for 30 days', () => {
  expect(prod.one('s3/bucketVersioning:BucketVersioning', bucket).inputs).toMatchObject({
    versioningConfiguration: { status: 'Enabled' },
  });
  expect(rules()).toContainEqual(
    expect.objectContaining({ status: 'Enabled', noncurrentVersionExpiration: { noncurrentDays: 30 } }),
  );
});

it('deletes incomplete uploads', () => {
  expect(rules()).toContainEqual(
    expect.objectContaining({
      status: 'Enabled',
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    }),
  );
});

it('never expires current images', () => {
  for (const rule of rules()) expect(rule).not.toHaveProperty('expiration.days');
});

it('is not emptied by pulumi destroy', async () => {
  expect((await run('dev')).one('s3/bucket:Bucket', 'shop-dev-images').inputs.forceDestroy).toBe(false);
});

describe('pages in browsers', () => {
  it('have no access when there is no frontend', () => {
    expect(prod.all('s3/bucketCorsConfiguration:BucketCorsConfiguration')).toEqual([]);
  });

  it('of the frontend only can upload and show images', async () => {
    expect(await corsRule()).toMatchObject({
      allowedOrigins: ['https://www.example.com'],
      allowedMethods: ['GET', 'HEAD', 'PUT'],
    });
  });

  it('can set the headers of an upload that browsers do not set themselves', async () => {
    // imported by a path that the compiler does not resolve: the service has other compiler options
    const store = `${__dirname}/../src/images/store.ts`;
    const { uploadHeaders } = (await import(store)) as { uploadHeaders: (file: object) => object };
    const headers = Object.keys(uploadHeaders({ contentType: 'image/png', size: 1 }));
    const settable = headers
      .map(header => header.toLowerCase())
      .filter(header => header !== 'content-length');
    expect((await corsRule()).allowedHeaders).toEqual(settable);
  });
});

async function corsRule(): Promise<Record<string, unknown>> {
  const cors = (await run('prod', withFrontend)).one('s3/bucketCorsConfiguration:BucketCorsConfiguration');
  const [rule] = cors.inputs.corsRules as Record<string, unknown>[];
  return rule!;
}

function rules(): Record<string, unknown>[] {
  const type = 's3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
  return prod.one(type, bucket).inputs.rules as Record<string, unknown>[];
}

it('logs each request to the bucket of access logs, where S3 may write', async () => {
  const { inputs, options } = (await run('dev')).one('s3/bucketLogging:BucketLogging', 'shop-dev-images');
  expect(inputs).toMatchObject({
    targetBucket: 'aws:s3/bucket:Bucket::shop-dev-access-logs/bucket',
    targetPrefix: 's3/',
  });
  expect(options.after).toContain('s3/bucketPolicy:BucketPolicy shop-dev-access-logs');
});
