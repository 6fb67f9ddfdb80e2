import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** Two zones: one may fail. */
const zones = [0, 1];

/**
 * A VPC over two zones with three kinds of subnets: public for the load balancer, private for the service (out through
 * NAT), isolated for the database (no way out at all).
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly isolatedSubnetIds: pulumi.Output<string>[];

  /** @param natPerZone whether each zone has a NAT gateway of its own, or one serves all */
  constructor(name: string, natPerZone: boolean, options?: pulumi.ComponentResourceOptions) {
    super('service:network:Network', name, {}, options);
    const child = { parent: this };
    // without the Local Zones that the account may have chosen
    const regional = [{ name: 'opt-in-status', values: ['opt-in-not-required'] }];
    const zoneNames = aws.getAvailabilityZonesOutput({ state: 'available', filters: regional }, child).names;

    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: '10.0.0.0/16', enableDnsHostnames: true, tags: { Name: name } },
      child,
    );
    this.vpcId = vpc.id;
    // the group that everything without a group falls into lets nothing through
    new aws.ec2.DefaultSecurityGroup(`${name}-closed`, { vpcId: vpc.id }, child);

    const subnets = (kind: string, firstBlock: number) =>
      zones.map(
        zone =>
          new aws.ec2.Subnet(
            `${name}-${kind}-${zone}`,
            {
              vpcId: vpc.id,
              cidrBlock: `10.0.${firstBlock + zone}.0/24`,
              availabilityZone: zoneNames.apply(names => names[zone] ?? ''),
              tags: { Name: `${name}-${kind}-${zone}` },
            },
            child,
          ),
      );
    const publicSubnets = subnets('public', 0);
    const privateSubnets = subnets('private', 10);
    const isolatedSubnets = subnets('isolated', 20);

    const routeTable = (kind: string, members: aws.ec2.Subnet[]) => {
      const table = new aws.ec2.RouteTable(
        `${name}-${kind}`,
        { vpcId: vpc.id, tags: { Name: `${name}-${kind}` } },
        child,
      );
      for (const [index, subnet] of members.entries()) {
        new aws.ec2.RouteTableAssociation(
          `${name}-${kind}-${index}`,
          { subnetId: subnet.id, routeTableId: table.id },
          child,
        );
      }
      return table;
    };
    const publicTable = routeTable('public', publicSubnets);
    const isolatedTable = routeTable('isolated', isolatedSubnets);

    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: { Name: name } }, child);
    new aws.ec2.Route(
      `${name}-public-out`,
      { routeTableId: publicTable.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id },
      child,
    );

    const natGateways = (natPerZone ? zones : zones.slice(0, 1)).map(zone => {
      const tags = { Name: `${name}-nat-${zone}` };
      const address = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: 'vpc', tags }, child);
      return new aws.ec2.NatGateway(
        `${name}-${zone}`,
        { subnetId: publicSubnets[zone]!.id, allocationId: address.id, tags },
        { parent: this, dependsOn: [gateway] },
      );
    });
    const privateTables = zones.map(zone => {
      const table = routeTable(`private-${zone}`, [privateSubnets[zone]!]);
      const nat = natGateways[zone] ?? natGateways[0]!;
      new aws.ec2.Route(
        `${name}-private-out-${zone}`,
        { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: nat.id },
        child,
      );
      return table;
    });

    // images and layers come from S3, past the NAT gateway and its price per gigabyte
    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: pulumi.interpolate`com.amazonaws.${aws.getRegionOutput({}, child).region}.s3`,
        routeTableIds: [...privateTables, isolatedTable].map(table => table.id),
      },
      child,
    );

    const idsOf = (members: aws.ec2.Subnet[]) => members.map(subnet => subnet.id);
    this.publicSubnetIds = idsOf(publicSubnets);
    this.privateSubnetIds = idsOf(privateSubnets);
    this.isolatedSubnetIds = idsOf(isolatedSubnets);
    this.registerOutputs();
  }
}
