import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** Public, private and isolated subnets in each zone, and a NAT gateway of its own for each. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[] = [];
  readonly privateSubnetIds: pulumi.Output<string>[] = [];
  readonly isolatedSubnetIds: pulumi.Output<string>[] = [];

  constructor(name: string, args: { zones: string[] }, opts?: pulumi.ComponentResourceOptions) {
    super('shop:index:Network', name, {}, opts);
    const parent = { parent: this };
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: '10.1.0.0/16' }, parent);
    this.vpcId = vpc.id;
    const logDestination = 'arn:aws:s3:::logs';
    new aws.ec2.FlowLog(name, { vpcId: vpc.id, logDestinationType: 's3', logDestination }, parent);
    new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id }, parent);
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id }, parent);
    const open = new aws.ec2.RouteTable(
      `${name}-public`,
      { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }] },
      parent,
    );
    const isolated = new aws.ec2.RouteTable(`${name}-isolated`, { vpcId: vpc.id }, parent);
    args.zones.forEach((zone, index) => {
      const publicSubnet = this.subnet(`${name}-public-${zone}`, vpc, zone, index, open);
      const address = new aws.ec2.Eip(`${name}-${zone}`, { domain: 'vpc' }, parent);
      const nat = new aws.ec2.NatGateway(
        `${name}-${zone}`,
        { subnetId: publicSubnet.id, allocationId: address.id },
        parent,
      );
      const way = new aws.ec2.RouteTable(
        `${name}-private-${zone}`,
        { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }] },
        parent,
      );
      this.publicSubnetIds.push(publicSubnet.id);
      this.privateSubnetIds.push(this.subnet(`${name}-private-${zone}`, vpc, zone, 10 + index, way).id);
      this.isolatedSubnetIds.push(
        this.subnet(`${name}-isolated-${zone}`, vpc, zone, 20 + index, isolated).id,
      );
    });
    this.registerOutputs();
  }

  private subnet(name: string, vpc: aws.ec2.Vpc, zone: string, block: number, table: aws.ec2.RouteTable) {
    const parent = { parent: this };
    const subnet = new aws.ec2.Subnet(
      name,
      { vpcId: vpc.id, availabilityZone: zone, cidrBlock: `10.1.${block}.0/24` },
      parent,
    );
    new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id }, parent);
    return subnet;
  }
}
