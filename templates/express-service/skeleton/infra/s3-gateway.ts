import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The arguments of {@link S3Gateway}. */
export interface S3GatewayArgs {
  vpcId: pulumi.Input<string>;
  /** the route tables of the subnets that use the gateway */
  routeTableIds: pulumi.Input<string>[];
}

/**
 * The gateway endpoint of S3, which avoids the NAT gateway and its price per gigabyte. It allows access to the buckets of
 * this account and to image layers only, so data cannot be exfiltrated to a foreign bucket through it.
 */
export class S3Gateway extends pulumi.ComponentResource {
  /** the addresses of S3, for security group rules */
  readonly prefixListId: pulumi.Output<string>;

  constructor(name: string, args: S3GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:s3-gateway:S3Gateway', name, {}, opts);
    const region = aws.getRegionOutput({}, { parent: this }).region;
    const gateway = new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        ...args,
        serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
        policy: this.#policy(region),
        tags: { Name: `${name}-s3` },
      },
      { parent: this },
    );
    this.prefixListId = gateway.prefixListId;
    this.registerOutputs();
  }

  /** Restricts the buckets; the permissions on them come from the roles of the callers. */
  #policy(region: pulumi.Output<string>): pulumi.Output<string> {
    const account = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    return pulumi.jsonStringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OwnBuckets',
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceAccount': account } },
        },
        {
          // a bucket that AWS owns: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
          Sid: 'LayersOfImages',
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: pulumi.interpolate`arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
        },
      ],
    });
  }
}
