import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { PrivateBucket } from './private-bucket';

/** The prefix of the logs of other buckets. */
export const bucketLogs = 's3/';

/** The arguments of {@link AccessLogs}. */
export interface AccessLogsArgs {
  /** days after which a log is deleted */
  retentionDays: number;
  /** whether AWS refuses to delete the bucket while it contains logs */
  protected: boolean;
}

/** The bucket for the access logs of the load balancer and of other buckets: a line for each request. */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** a load balancer that uses the bucket must depend on this */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:access-logs:AccessLogs', name, {}, opts);
    const accountId = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    const bucket = new PrivateBucket(
      `${name}-access-logs`,
      {
        // a load balancer cannot write to a bucket that is encrypted with a customer managed key:
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
        versioned: false,
        disposable: !args.protected,
        lifecycle: [
          {
            id: 'end-logs',
            status: 'Enabled',
            filter: { prefix: '' },
            expiration: { days: args.retentionDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
        allowed: bucketArn => [
          {
            Sid: 'LoadBalancerLogs',
            Effect: 'Allow',
            // the same in all regions, unlike the AWS accounts in older policies
            Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
            Action: 's3:PutObject',
            // the account in the path is that of the load balancer: those of other accounts cannot write here
            Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
          },
          {
            Sid: 'BucketLogs',
            Effect: 'Allow',
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: pulumi.interpolate`${bucketArn}/${bucketLogs}*`,
            Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
          },
        ],
      },
      { parent: this },
    );
    this.bucketName = bucket.bucketName;
    this.ready = bucket.policy;
    this.registerOutputs();
  }
}
