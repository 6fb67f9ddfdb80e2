import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link Endpoints} needs. */
export interface EndpointsArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
}

/** What a task calls without a way out: its image, its log and its secrets. These call the key on their own side. */
const services = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'];

/** Doors to services of AWS inside of the private subnets, where nothing leads to the internet. */
export class Endpoints extends pulumi.ComponentResource {
  /** who calls through the doors must be let in here, on port 443 */
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
          // programs call the usual names and arrive here
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
