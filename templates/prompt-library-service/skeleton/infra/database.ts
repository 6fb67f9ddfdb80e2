import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Size } from './config';

/** What {@link Database} needs. */
export interface DatabaseArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  size: Size;
  protected: boolean;
}

/** PostgreSQL 15 on RDS: in isolated subnets, encrypted, over TLS only, its password kept by Secrets Manager. */
export class Database extends pulumi.ComponentResource {
  /** `postgresql://user@host:port/name`, without the password */
  readonly url: pulumi.Output<string>;
  /** the secret whose key `password` is the password */
  readonly secretArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly port = 5432;

  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super('service:database:Database', name, {}, options);
    const child = { parent: this };

    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-db`,
      { vpcId: args.vpcId, description: 'The database: reached by the service only' },
      child,
    );
    const subnetGroup = new aws.rds.SubnetGroup(name, { subnetIds: args.subnetIds }, child);
    const parameters = new aws.rds.ParameterGroup(
      name,
      { family: 'postgres15', parameters: [{ name: 'rds.force_ssl', value: '1' }] },
      child,
    );
    const instance = new aws.rds.Instance(
      name,
      {
        engine: 'postgres',
        engineVersion: '15',
        instanceClass: args.size.instanceClass,
        allocatedStorage: args.size.storage,
        storageType: 'gp3',
        storageEncrypted: true,
        multiAz: args.size.multiAz,
        dbName: 'app',
        username: 'app',
        manageMasterUserPassword: true,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [securityGroup.id],
        publiclyAccessible: false,
        parameterGroupName: parameters.name,
        backupRetentionPeriod: 7,
        copyTagsToSnapshot: true,
        deletionProtection: args.protected,
        skipFinalSnapshot: !args.protected,
        finalSnapshotIdentifier: args.protected ? `${name}-last` : undefined,
      },
      child,
    );

    this.securityGroupId = securityGroup.id;
    this.secretArn = instance.masterUserSecrets.apply(secrets => secrets[0]?.secretArn ?? '');
    // encrypted, though without checking the server's certificate: the image does not hold the authority of RDS
    this.url = pulumi.interpolate`postgresql://${instance.username}@${instance.address}:${instance.port}/${instance.dbName}?sslmode=no-verify`;
    this.registerOutputs();
  }
}
