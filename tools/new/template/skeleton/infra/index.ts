import * as aws from '@pulumi/aws';

const files = new aws.s3.Bucket('files');

new aws.s3.BucketPublicAccessBlock('files', {
  bucket: files.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});

/** The name of the bucket for the service's files. */
export const bucket = files.bucket;
