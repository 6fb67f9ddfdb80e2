import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The bucket for images: private, over TLS only. */
export class Storage extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super('service:storage:Storage', name, {}, options);
    const child = { parent: this };
    const bucket = new aws.s3.Bucket(`${name}-images`, {}, child);
    const access = new aws.s3.BucketPublicAccessBlock(
      `${name}-images`,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-images`,
      { bucket: bucket.id, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      child,
    );
    new aws.s3.BucketPolicy(
      `${name}-images`,
      {
        bucket: bucket.id,
        policy: bucket.arn.apply(arn =>
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'TlsOnly',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: [arn, `${arn}/*`],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          }),
        ),
      },
      { parent: this, dependsOn: [access] },
    );
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs();
  }
}
