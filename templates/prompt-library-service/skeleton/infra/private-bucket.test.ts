import { beforeAll, describe, expect, it } from 'vitest';
import { run, statementsOf, type Program } from './testing';

let prod: Program;
let buckets: string[];
beforeAll(async () => {
  prod = await run('prod');
  buckets = prod.all('s3/bucket:Bucket').map(({ name }) => name);
});

describe('every bucket', () => {
  it('is found by this test', () => {
    expect(buckets).toContain('shop-prod-access-logs');
  });

  it('blocks public access', () => {
    for (const bucket of buckets) {
      const { inputs } = prod.one('s3/bucketPublicAccessBlock:BucketPublicAccessBlock', bucket);
      expect(inputs).toEqual({
        bucket: `aws:s3/bucket:Bucket::${bucket}`,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
    }
  });

  it('is owned by the account with all its objects', () => {
    for (const bucket of buckets) {
      const { inputs } = prod.one('s3/bucketOwnershipControls:BucketOwnershipControls', bucket);
      expect(inputs.rule).toEqual({ objectOwnership: 'BucketOwnerEnforced' });
    }
  });

  it('is accessible over TLS only', () => {
    for (const bucket of buckets) {
      const { inputs } = prod.one('s3/bucketPolicy:BucketPolicy', bucket);
      const arn = `arn:aws:s3/bucket:Bucket:${bucket}`;
      expect(statementsOf(inputs.policy)).toContainEqual({
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });
});
