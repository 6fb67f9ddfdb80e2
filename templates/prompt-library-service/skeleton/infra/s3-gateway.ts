import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link S3Gateway} needs. */
export interface S3GatewayArgs {
  vpcId: pulumi.Input<string>;
  /** whose subnets go this way */
  routeTableIds: pulumi.Input<string>[];
}

/**
 * The way to S3 past the NAT gateway and its price per gigabyte. It leads to the buckets of this account and to the layers
 * of images only, so nobody carries data off to a bucket of their own through it.
 */
export class S3Gateway extends pulumi.ComponentResource {
  /** the addresses of S3, for rules of security groups */
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

  /** Says which buckets; who may do what with them is said by the roles of those who come through. */
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
          // a bucket of AWS: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
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
