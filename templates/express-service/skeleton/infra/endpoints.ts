import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The arguments of {@link Endpoints}. */
export interface EndpointsArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
}

/** The services that a task needs to start: for its image, its log and its secrets. They call KMS on its behalf. */
const services = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'];

/** VPC endpoints of AWS services, for private subnets without internet access. */
export class Endpoints extends pulumi.ComponentResource {
  /** must allow access on port 443 from the clients of the endpoints */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, { vpcId, subnetIds }: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:endpoints:Endpoints', name, {}, opts);
    const child = { parent: this };
    const region = aws.getRegionOutput({}, child).region;
    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-endpoints`,
      {
        vpcId,
        description: 'Endpoints of AWS: reached by the service and the migration',
        tags: { Name: `${name}-endpoints` },
      },
      child,
    );
    for (const service of services) {
      new aws.ec2.VpcEndpoint(
        `${name}-${service.replace('.', '-')}`,
        {
          vpcId,
          vpcEndpointType: 'Interface',
          serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
          subnetIds,
          securityGroupIds: [securityGroup.id],
          // the usual host names of the services resolve to the endpoints
          privateDnsEnabled: true,
          tags: { Name: `${name}-${service}` },
        },
        child,
      );
    }
    this.securityGroupId = securityGroup.id;
    this.registerOutputs();
  }
}
