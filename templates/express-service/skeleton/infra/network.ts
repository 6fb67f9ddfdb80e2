import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { partOf, type Cidr } from './cidr';
import type { Nat } from './config';
import { Endpoints } from './endpoints';
import { FlowLogs } from './flow-logs';
import { closeNetworkAcl } from './network-acl';
import { S3Gateway } from './s3-gateway';
import { zoneNames } from './zones';

/** The arguments of {@link Network}. */
export interface NetworkArgs {
  network: Cidr;
  zones: 2 | 3;
  nat: Nat;
  /** whether Pulumi refuses to delete the VPC, or to replace it with everything in it when `network` changes */
  protected?: boolean;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** How resources in the private subnets make outbound calls. */
export type Egress =
  | { kind: 'internet' }
  | {
      kind: 'endpoints';
      securityGroupId: pulumi.Output<string>;
      s3PrefixListId: pulumi.Output<string>;
    };

/** The first sixteenth of the network for each kind of subnet; the gaps leave room for a third zone. */
const firstPart = { public: 0, private: 4, isolated: 8 };

type Kind = keyof typeof firstPart;

/**
 * A VPC in two or three zones with three kinds of subnets: public for the load balancer, private for the service (outbound
 * through NAT, or only to VPC endpoints), isolated for the database (no outbound access).
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly isolatedSubnetIds: pulumi.Output<string>[];
  readonly egress: Egress;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:network:Network', name, {}, opts);
    const vpc = new aws.ec2.Vpc(
      name,
      {
        cidrBlock: partOf(args.network, 0, 0),
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: name },
      },
      { parent: this, protect: args.protected },
    );
    // resources without a security group get this one, which allows no traffic
    new aws.ec2.DefaultSecurityGroup(`${name}-closed`, { vpcId: vpc.id }, { parent: this });
    closeNetworkAcl(name, vpc, { parent: this });
    new FlowLogs(
      name,
      { vpcId: vpc.id, keyArn: args.keyArn, logRetentionDays: args.logRetentionDays },
      { parent: this },
    );

    const zones = zoneNames(args.zones, { parent: this });
    const subnets = (kind: Kind) => this.#subnets(name, kind, vpc, args, zones);
    const publicSubnets = subnets('public');
    const privateSubnets = subnets('private');
    const isolatedSubnets = subnets('isolated');
    const gateway = this.#internetGateway(name, vpc, publicSubnets);
    const nats = this.#nats(name, args, publicSubnets, gateway);
    const privateTables = this.#privateTables(name, vpc, privateSubnets, nats);
    const isolatedTable = this.#routeTable(`${name}-isolated`, vpc, isolatedSubnets);
    const s3 = new S3Gateway(
      name,
      { vpcId: vpc.id, routeTableIds: idsOf([...privateTables, isolatedTable]) },
      { parent: this },
    );

    this.vpcId = vpc.id;
    this.publicSubnetIds = idsOf(publicSubnets);
    this.privateSubnetIds = idsOf(privateSubnets);
    this.isolatedSubnetIds = idsOf(isolatedSubnets);
    this.egress = this.#egressOf(name, args, s3);
    this.registerOutputs();
  }

  #subnets(
    name: string,
    kind: Kind,
    vpc: aws.ec2.Vpc,
    { network, zones: count }: NetworkArgs,
    zones: pulumi.Output<string[]>,
  ): aws.ec2.Subnet[] {
    return Array.from({ length: count }, (_, zone) => {
      const title = `${name}-${kind}-${zone}`;
      return new aws.ec2.Subnet(
        title,
        {
          vpcId: vpc.id,
          cidrBlock: partOf(network, 4, firstPart[kind] + zone),
          availabilityZone: zones.apply(names => names[zone] ?? ''),
          mapPublicIpOnLaunch: false,
          tags: { Name: title },
        },
        // when the region gains or loses a zone, subnets must not move, nor the database in them
        { parent: this, ignoreChanges: ['availabilityZone'] },
      );
    });
  }

  #routeTable(title: string, vpc: aws.ec2.Vpc, members: aws.ec2.Subnet[]): aws.ec2.RouteTable {
    const table = new aws.ec2.RouteTable(title, { vpcId: vpc.id, tags: { Name: title } }, { parent: this });
    for (const [index, subnet] of members.entries()) {
      new aws.ec2.RouteTableAssociation(
        `${title}-${index}`,
        { subnetId: subnet.id, routeTableId: table.id },
        { parent: this },
      );
    }
    return table;
  }

  #internetGateway(name: string, vpc: aws.ec2.Vpc, subnets: aws.ec2.Subnet[]): aws.ec2.InternetGateway {
    const gateway = new aws.ec2.InternetGateway(
      name,
      { vpcId: vpc.id, tags: { Name: name } },
      { parent: this },
    );
    const table = this.#routeTable(`${name}-public`, vpc, subnets);
    new aws.ec2.Route(
      `${name}-public-out`,
      { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id },
      { parent: this },
    );
    return gateway;
  }

  /** One for each zone, a single one, or none. */
  #nats(
    name: string,
    { nat }: NetworkArgs,
    publicSubnets: aws.ec2.Subnet[],
    gateway: aws.ec2.InternetGateway,
  ): aws.ec2.NatGateway[] {
    const locations = { 'per-zone': publicSubnets, single: publicSubnets.slice(0, 1), none: [] }[nat];
    return locations.map((subnet, zone) => {
      const tags = { Name: `${name}-nat-${zone}` };
      const address = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: 'vpc', tags }, { parent: this });
      return new aws.ec2.NatGateway(
        `${name}-${zone}`,
        { subnetId: subnet.id, allocationId: address.id, tags },
        { parent: this, dependsOn: [gateway] },
      );
    });
  }

  /** A route table for each zone: it uses the NAT gateway of the same zone, if there is one. */
  #privateTables(
    name: string,
    vpc: aws.ec2.Vpc,
    subnets: aws.ec2.Subnet[],
    nats: aws.ec2.NatGateway[],
  ): aws.ec2.RouteTable[] {
    return subnets.map((subnet, zone) => {
      const table = this.#routeTable(`${name}-private-${zone}`, vpc, [subnet]);
      const nat = nats[zone] ?? nats[0];
      if (nat) {
        new aws.ec2.Route(
          `${name}-private-out-${zone}`,
          { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: nat.id },
          { parent: this },
        );
      }
      return table;
    });
  }

  #egressOf(name: string, { nat }: NetworkArgs, { prefixListId }: S3Gateway): Egress {
    if (nat !== 'none') return { kind: 'internet' };
    const { securityGroupId } = new Endpoints(
      name,
      { vpcId: this.vpcId, subnetIds: this.privateSubnetIds },
      { parent: this },
    );
    return { kind: 'endpoints', securityGroupId, s3PrefixListId: prefixListId };
  }
}

function idsOf(members: { id: pulumi.Output<string> }[]): pulumi.Output<string>[] {
  return members.map(({ id }) => id);
}
