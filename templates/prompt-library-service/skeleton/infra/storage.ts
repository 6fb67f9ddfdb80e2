import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { bucketLogs, type AccessLogs } from './access-logs';
import { PrivateBucket } from './private-bucket';

/** The arguments of {@link Storage}. */
export interface StorageArgs {
  keyArn: pulumi.Input<string>;
  /** the origins of web pages that may upload and show images: `https://www.example.com` */
  origins: string[];
  /** the bucket that receives a line for each request */
  logs: Pick<AccessLogs, 'bucketName' | 'ready'>;
}

/** Matches all objects of the bucket. */
const everything = { prefix: '' };

/** The bucket for the images of prompts. Clients access an object only by a URL that the service has signed. */
export class Storage extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, { keyArn, origins, logs }: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
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
            // long enough to notice a mistake; then a deleted image cannot be restored
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
    new aws.s3.BucketLogging(
      `${name}-images`,
      { bucket: bucket.id, targetBucket: logs.bucketName, targetPrefix: bucketLogs },
      { parent: this, dependsOn: [logs.ready] },
    );
    if (origins.length > 0) this.#cors(name, bucket, origins);

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.arn;
    this.registerOutputs();
  }

  /** Browsers need CORS to access the bucket from the frontend's pages; other clients do not. */
  #cors(name: string, bucket: PrivateBucket, origins: string[]): void {
    new aws.s3.BucketCorsConfiguration(
      `${name}-images`,
      {
        bucket: bucket.id,
        corsRules: [
          {
            allowedOrigins: origins,
            allowedMethods: ['GET', 'HEAD', 'PUT'],
            // the signed headers of an upload that a page sets; the browser itself sets Content-Length
            allowedHeaders: ['content-type', 'if-none-match'],
            maxAgeSeconds: 3600,
          },
        ],
      },
      { parent: this },
    );
  }
}
