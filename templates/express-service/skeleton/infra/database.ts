import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Size } from './sizes';

/** The arguments of {@link Database}. */
export interface DatabaseArgs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<string>[];
  size: Size;
  multiAz: boolean;
  protected: boolean;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** The logs that RDS exports to CloudWatch. */
const logs = ['postgresql', 'upgrade'];

/** Settings that differ from the defaults of AWS; the last one needs a restart, so it is set from the first start. */
const parameters = [
  { name: 'rds.force_ssl', value: '1' },
  { name: 'log_connections', value: '1' },
  { name: 'log_disconnections', value: '1' },
  { name: 'log_lock_waits', value: '1' },
  // milliseconds: slower statements are logged
  { name: 'log_min_duration_statement', value: '1000' },
  { name: 'shared_preload_libraries', value: 'pg_stat_statements', applyMethod: 'pending-reboot' },
];

/**
 * PostgreSQL 15 on RDS: in isolated subnets, encrypted, over TLS only. Secrets Manager creates the owner's password and
 * rotates it every seven days, and only the migration uses it; the service logs in with IAM authentication.
 */
export class Database extends pulumi.ComponentResource {
  readonly port = 5432;
  /** the role that owns the tables */
  readonly owner = 'app';
  /** the role of the service: access to rows only, and no password */
  readonly serviceRole = 'service';
  readonly securityGroupId: pulumi.Output<string>;
  /** identifies the database in CloudWatch */
  readonly instanceId: pulumi.Output<string>;
  /** the secret that contains the owner's password under the key `password` */
  readonly ownerSecretArn: pulumi.Output<string>;
  /** the resource of `rds-db:connect` for logins as the service's role */
  readonly connectArn: pulumi.Output<string>;
  readonly address: pulumi.Output<string>;
  /** the name of the database on the server */
  readonly database = 'app';

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:database:Database', name, {}, opts);
    const child = { parent: this };
    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-db`,
      {
        vpcId: args.vpcId,
        description: 'The database: reached by the service and the migration only',
        tags: { Name: `${name}-db` },
      },
      child,
    );
    const instance = this.#instance(name, args, securityGroup);
    const account = aws.getCallerIdentityOutput({}, child).accountId;
    const region = aws.getRegionOutput({}, child).region;

    this.securityGroupId = securityGroup.id;
    this.instanceId = instance.identifier;
    this.ownerSecretArn = instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? '');
    this.connectArn = pulumi.interpolate`arn:aws:rds-db:${region}:${account}:dbuser:${instance.resourceId}/${this.serviceRole}`;
    this.address = instance.address;
    this.registerOutputs();
  }

  /** `postgresql://role@host:port/app`, without a password; the client must request TLS itself. */
  url(role: string): pulumi.Output<string> {
    return pulumi.interpolate`postgresql://${role}@${this.address}:${this.port}/${this.database}`;
  }

  #instance(name: string, args: DatabaseArgs, securityGroup: aws.ec2.SecurityGroup): aws.rds.Instance {
    const child = { parent: this };
    const subnetGroup = new aws.rds.SubnetGroup(name, { subnetIds: args.subnetIds }, child);
    const parameterGroup = new aws.rds.ParameterGroup(name, { family: 'postgres15', parameters }, child);
    return new aws.rds.Instance(
      name,
      {
        identifier: name,
        engine: 'postgres',
        engineVersion: '15',
        autoMinorVersionUpgrade: true,
        instanceClass: args.size.instanceClass,
        multiAz: args.multiAz,
        dbName: this.database,
        ...this.#login(args),
        ...this.#storage(args),
        ...this.#backups(name, args),
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [securityGroup.id],
        publiclyAccessible: false,
        parameterGroupName: parameterGroup.name,
        caCertIdentifier: 'rds-ca-rsa2048-g1',
        enabledCloudwatchLogsExports: logs,
        ...this.#insights(args),
        maintenanceWindow: 'sun:04:00-sun:05:00',
        // in a protected stage, a change that restarts the server waits for that window
        applyImmediately: !args.protected,
      },
      // RDS would create the log groups itself, without retention and without the key
      { parent: this, protect: args.protected, dependsOn: this.#logGroups(name, args) },
    );
  }

  #login({ keyArn }: DatabaseArgs) {
    return {
      username: this.owner,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyArn,
      iamDatabaseAuthenticationEnabled: true,
    };
  }

  #storage({ size, keyArn }: DatabaseArgs) {
    return {
      storageType: 'gp3',
      allocatedStorage: size.storage,
      // the limit of automatic growth
      maxAllocatedStorage: size.storage * 5,
      storageEncrypted: true,
      kmsKeyId: keyArn,
    };
  }

  #backups(name: string, args: DatabaseArgs) {
    return {
      // days within which the database can be restored to any second
      backupRetentionPeriod: args.protected ? 35 : 7,
      backupWindow: '02:30-03:30',
      copyTagsToSnapshot: true,
      deletionProtection: args.protected,
      deleteAutomatedBackups: !args.protected,
      skipFinalSnapshot: !args.protected,
      finalSnapshotIdentifier: args.protected ? this.#finalSnapshot(name, args) : undefined,
    };
  }

  /** Each stack of this name has a key of its own, so its final snapshot does not collide with that of an earlier stack. */
  #finalSnapshot(name: string, { keyArn }: DatabaseArgs): pulumi.Output<string> {
    return pulumi.output(keyArn).apply(arn => `${name}-last-${arn.slice(-8)}`);
  }

  /**
   * Performance Insights, with the mode and the retention that are free of charge; every instance class supports it
   * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html). Enhanced monitoring is
   * not enabled: it needs another role, and no alarm uses its operating system metrics.
   */
  #insights({ keyArn }: DatabaseArgs) {
    return {
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyArn,
      performanceInsightsRetentionPeriod: 7,
    };
  }

  #logGroups(name: string, { keyArn, logRetentionDays }: DatabaseArgs): aws.cloudwatch.LogGroup[] {
    return logs.map(
      log =>
        new aws.cloudwatch.LogGroup(
          `${name}-db-${log}`,
          { name: `/aws/rds/instance/${name}/${log}`, retentionInDays: logRetentionDays, kmsKeyId: keyArn },
          { parent: this },
        ),
    );
  }
}
