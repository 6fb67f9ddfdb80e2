import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { partOf, type Cidr } from './cidr';
import type { Nat } from './config';
import { Endpoints } from './endpoints';
import { FlowLogs } from './flow-logs';

/** What {@link Network} needs. */
export interface NetworkArgs {
  network: Cidr;
  zones: 2 | 3;
  nat: Nat;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** How what lies in the private subnets calls out. */
export type WayOut =
  | { kind: 'internet' }
  | {
      kind: 'endpoints';
      securityGroupId: pulumi.Output<string>;
      s3PrefixListId: pulumi.Output<string>;
    };

/** Which sixteenth of the network each kind of subnet begins with, so that a third zone has room beside the other two. */
const firstPart = { public: 0, private: 4, isolated: 8 };

type Kind = keyof typeof firstPart;

/**
 * A VPC over two zones or three with three kinds of subnets: public for the load balancer, private for the service (out
 * through NAT, or to endpoints of AWS), isolated for the database (no way out at all).
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly isolatedSubnetIds: pulumi.Output<string>[];
  readonly wayOut: WayOut;

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
      { parent: this },
    );
    // what names no group falls into this one, and it lets nothing through
    new aws.ec2.DefaultSecurityGroup(`${name}-closed`, { vpcId: vpc.id }, { parent: this });
    new FlowLogs(
      name,
      { vpcId: vpc.id, keyArn: args.keyArn, logRetentionDays: args.logRetentionDays },
      { parent: this },
    );

    const publicSubnets = this.#subnets(name, 'public', vpc, args);
    const privateSubnets = this.#subnets(name, 'private', vpc, args);
    const isolatedSubnets = this.#subnets(name, 'isolated', vpc, args);
    const gateway = this.#openToTheInternet(name, vpc, publicSubnets);
    const isolatedTable = this.#routeTable(`${name}-isolated`, vpc, isolatedSubnets);
    const privateTables = this.#privateTables(
      name,
      vpc,
      privateSubnets,
      this.#nats(name, args, publicSubnets, gateway),
    );
    const s3 = this.#s3(name, vpc, [...privateTables, isolatedTable]);

    this.vpcId = vpc.id;
    this.publicSubnetIds = idsOf(publicSubnets);
    this.privateSubnetIds = idsOf(privateSubnets);
    this.isolatedSubnetIds = idsOf(isolatedSubnets);
    this.wayOut =
      args.nat === 'none'
        ? {
            kind: 'endpoints',
            securityGroupId: new Endpoints(
              name,
              { vpcId: vpc.id, subnetIds: this.privateSubnetIds },
              { parent: this },
            ).securityGroupId,
            s3PrefixListId: s3.prefixListId,
          }
        : { kind: 'internet' };
    this.registerOutputs();
  }

  #subnets(name: string, kind: Kind, vpc: aws.ec2.Vpc, { network, zones }: NetworkArgs): aws.ec2.Subnet[] {
    // without the Local Zones that the account may have chosen
    const regional = [{ name: 'opt-in-status', values: ['opt-in-not-required'] }];
    const found = aws.getAvailabilityZonesOutput({ state: 'available', filters: regional }, { parent: this });
    const chosen = found.names.apply(names => firstZones(names, zones));
    return Array.from({ length: zones }, (_, zone) => {
      const title = `${name}-${kind}-${zone}`;
      return new aws.ec2.Subnet(
        title,
        {
          vpcId: vpc.id,
          cidrBlock: partOf(network, 4, firstPart[kind] + zone),
          availabilityZone: chosen.apply(names => names[zone] ?? ''),
          mapPublicIpOnLaunch: false,
          tags: { Name: title },
        },
        { parent: this },
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

  #openToTheInternet(name: string, vpc: aws.ec2.Vpc, subnets: aws.ec2.Subnet[]): aws.ec2.InternetGateway {
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

  /** One for each zone, one for all of them, or none. */
  #nats(
    name: string,
    { nat }: NetworkArgs,
    publicSubnets: aws.ec2.Subnet[],
    gateway: aws.ec2.InternetGateway,
  ): aws.ec2.NatGateway[] {
    const homes = { 'per-zone': publicSubnets, single: publicSubnets.slice(0, 1), none: [] }[nat];
    return homes.map((subnet, zone) => {
      const tags = { Name: `${name}-nat-${zone}` };
      const address = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: 'vpc', tags }, { parent: this });
      return new aws.ec2.NatGateway(
        `${name}-${zone}`,
        { subnetId: subnet.id, allocationId: address.id, tags },
        { parent: this, dependsOn: [gateway] },
      );
    });
  }

  /** A table for each zone: its way out is the gateway of the same zone where there is one. */
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

  /** Images and layers come from S3 past the NAT gateway and its price per gigabyte. */
  #s3(name: string, vpc: aws.ec2.Vpc, tables: aws.ec2.RouteTable[]): aws.ec2.VpcEndpoint {
    const region = aws.getRegionOutput({}, { parent: this }).region;
    return new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
        routeTableIds: idsOf(tables),
        tags: { Name: `${name}-s3` },
      },
      { parent: this },
    );
  }
}

/**
 * As many zones as are asked for.
 *
 * @throws RunError when the region has fewer
 */
export function firstZones(names: string[], count: number): string[] {
  if (names.length >= count) return names.slice(0, count);
  throw new pulumi.RunError(
    `service:zones is ${count}, but the region has ${names.length} zones: ${names.join(', ')}.`,
  );
}

function idsOf(members: { id: pulumi.Output<string> }[]): pulumi.Output<string>[] {
  return members.map(({ id }) => id);
}
