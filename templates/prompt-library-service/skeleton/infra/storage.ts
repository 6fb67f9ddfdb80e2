import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { PrivateBucket } from './private-bucket';

/** What {@link Storage} needs. */
export interface StorageArgs {
  keyArn: pulumi.Input<string>;
  /** the web pages that may send and show images: `https://www.example.com` */
  origins: string[];
}

/** Everything in the bucket, whatever it is called. */
const everything = { prefix: '' };

/** The bucket for the images of prompts. Clients reach an object by an address that the service has signed, and no other way. */
export class Storage extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, { keyArn, origins }: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:storage:Storage', name, {}, opts);
    const bucket = new PrivateBucket(
      `${name}-images`,
      {
        keyArn,
        versioned: true,
        lifecycle: [
          {
            id: 'end-old-versions',
            status: 'Enabled',
            filter: everything,
            // long enough to notice a mistake; after it a deleted image is gone for good
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            expiration: { expiredObjectDeleteMarker: true },
          },
          {
            id: 'end-incomplete-uploads',
            status: 'Enabled',
            filter: everything,
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { parent: this },
    );
    if (origins.length > 0) this.#letPagesIn(name, bucket, origins);

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.arn;
    this.registerOutputs();
  }

  /** Browsers ask before they send to another origin; who is no browser needs no such leave. */
  #letPagesIn(name: string, bucket: PrivateBucket, origins: string[]): void {
    new aws.s3.BucketCorsConfiguration(
      `${name}-images`,
      {
        bucket: bucket.id,
        corsRules: [
          {
            allowedOrigins: origins,
            allowedMethods: ['GET', 'HEAD', 'PUT'],
            // the signed headers of an upload that a page may set; the browser itself sets Content-Length
            allowedHeaders: ['content-type', 'if-none-match'],
            maxAgeSeconds: 3600,
          },
        ],
      },
      { parent: this },
    );
  }
}
