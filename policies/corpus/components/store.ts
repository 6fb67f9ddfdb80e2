import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface StoreArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  clientGroupId: pulumi.Input<string>;
}

/** A PostgreSQL that one group may reach. */
export class Store extends pulumi.ComponentResource {
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: StoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super('shop:index:Store', name, {}, opts);
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-store`,
      {
        vpcId: args.vpcId,
        ingress: [{ protocol: 'tcp', fromPort: 5432, toPort: 5432, securityGroups: [args.clientGroupId] }],
      },
      parent,
    );
    const subnets = new aws.rds.SubnetGroup(`${name}-store`, { subnetIds: args.subnetIds }, parent);
    const database = new aws.rds.Instance(
      `${name}-store`,
      {
        engine: 'postgres',
        instanceClass: 'db.t4g.micro',
        allocatedStorage: 20,
        username: 'shop',
        manageMasterUserPassword: true,
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [group.id],
        multiAz: true,
        publiclyAccessible: false,
        storageEncrypted: true,
        backupRetentionPeriod: 7,
        deletionProtection: true,
        copyTagsToSnapshot: true,
        iamDatabaseAuthenticationEnabled: true,
        enabledCloudwatchLogsExports: ['postgresql'],
      },
      parent,
    );
    this.endpoint = database.endpoint;
    this.registerOutputs();
  }
}
