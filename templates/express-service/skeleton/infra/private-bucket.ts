import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { baseFor } from './names';

/** The arguments of {@link PrivateBucket}. */
export interface PrivateBucketArgs {
  /** the key that encrypts objects; S3's own key by default */
  keyArn?: pulumi.Input<string>;
  /** whether replaced and deleted objects are kept as old versions until a lifecycle rule expires them */
  versioned: boolean;
  lifecycle: aws.types.input.s3.BucketLifecycleConfigurationRule[];
  /** whether the objects are deleted with the bucket; otherwise AWS refuses to delete a bucket with objects */
  disposable?: boolean;
  /** additional statements of the bucket policy, for principals other than the account's roles */
  allowed?: (bucketArn: pulumi.Output<string>) => object[];
}

/** A bucket without public access and without ACLs, with encrypted objects, over TLS only. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** the bucket policy; resources that write with its permissions must depend on it */
  readonly policy: aws.s3.BucketPolicy;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:private-bucket:PrivateBucket', name, {}, opts);
    const bucket = new aws.s3.Bucket(
      baseFor('aws:s3/bucket:Bucket', name),
      { forceDestroy: args.disposable ?? false },
      { parent: this },
    );
    const policy = this.#close(name, bucket, args);
    this.#encrypt(name, bucket, args);
    this.#keep(name, bucket, args);

    this.id = bucket.id;
    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.policy = policy;
    this.registerOutputs();
  }

  #close(name: string, bucket: aws.s3.Bucket, { allowed }: PrivateBucketArgs): aws.s3.BucketPolicy {
    const access = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    new aws.s3.BucketOwnershipControls(
      name,
      { bucket: bucket.id, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      { parent: this },
    );
    const tlsOnly = {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    return new aws.s3.BucketPolicy(
      name,
      {
        bucket: bucket.id,
        policy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [tlsOnly, ...(allowed?.(bucket.arn) ?? [])],
        }),
      },
      // S3 rejects concurrent changes of a bucket's access settings
      { parent: this, dependsOn: [access] },
    );
  }

  #encrypt(name: string, bucket: aws.s3.Bucket, { keyArn }: PrivateBucketArgs): void {
    const withKey = {
      applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
      // one call to KMS covers many objects
      bucketKeyEnabled: true,
    };
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [keyArn ? withKey : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
      },
      { parent: this },
    );
  }

  #keep(name: string, bucket: aws.s3.Bucket, { versioned, lifecycle }: PrivateBucketArgs): void {
    const versioning: pulumi.Resource[] = [];
    if (versioned) {
      versioning.push(
        new aws.s3.BucketVersioning(
          name,
          { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } },
          { parent: this },
        ),
      );
    }
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { bucket: bucket.id, rules: lifecycle },
      // rules for old versions need versioning to be enabled
      { parent: this, dependsOn: versioning },
    );
  }
}
