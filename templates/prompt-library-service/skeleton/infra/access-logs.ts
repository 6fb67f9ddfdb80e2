import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { PrivateBucket } from './private-bucket';

/** What {@link AccessLogs} needs. */
export interface AccessLogsArgs {
  /** days after which a log goes */
  retentionDays: number;
  /** whether AWS refuses to delete the bucket while it holds logs */
  protected: boolean;
}

/** The bucket to which the load balancer writes a line for each request. */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** must be there before a load balancer may name the bucket */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:access-logs:AccessLogs', name, {}, opts);
    const accountId = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    const bucket = new PrivateBucket(
      `${name}-access-logs`,
      {
        // a load balancer writes to no bucket that a key of one's own encrypts:
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
            // the same in all regions, unlike the accounts of AWS that older policies name
            Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
            Action: 's3:PutObject',
            // the account in the path is that of the load balancer: another account's cannot write here
            Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
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
