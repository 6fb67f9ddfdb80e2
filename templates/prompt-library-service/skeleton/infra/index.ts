import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, allowHttpsOut } from './access';
import { readConfig } from './config';
import { datadogSidecar, migrationContainer, serviceContainer, servicePermissions } from './container';
import { Database } from './database';
import { Edge } from './edge';
import { Identity } from './identity';
import { Key } from './key';
import { Network } from './network';
import { Observability } from './observability';
import { Registry } from './registry';
import { Secrets } from './secrets';
import { Service } from './service';
import { SigningKey } from './signing-key';
import { Storage } from './storage';
import { Task } from './task';

const config = readConfig();
const { name, stage, region, size, logRetentionDays } = config;
const port = 3000;

const tags = { service: pulumi.getProject(), stage, 'managed-by': 'pulumi' };
const provider = new aws.Provider(name, { region, defaultTags: { tags } });
const inRegion = { providers: { aws: provider } };
const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;

const key = new Key(name, { retained: config.protected }, inRegion);
const keyArn = key.arn;
const network = new Network(
  name,
  {
    network: config.network,
    zones: config.zones,
    nat: config.nat,
    protected: config.protected,
    keyArn,
    logRetentionDays,
  },
  inRegion,
);
const { vpcId } = network;

const registry = new Registry(name, { keyArn }, inRegion);
const database = new Database(
  name,
  {
    vpcId,
    subnetIds: network.isolatedSubnetIds,
    size,
    multiAz: config.multiAz,
    protected: config.protected,
    keyArn,
    logRetentionDays,
  },
  inRegion,
);
const edge = new Edge(
  name,
  {
    vpcId,
    subnetIds: network.publicSubnetIds,
    port,
    healthPath: '/health/live',
    domain: config.domain,
    certificateArn: config.certificateArn,
    hostedZoneId: config.hostedZoneId,
    plainHttpAccepted: config.plainHttpAccepted,
    waf: config.waf,
    protected: config.protected,
    blueGreen: config.rollout === 'blue-green',
    keyArn,
    logRetentionDays,
  },
  inRegion,
);
const storage = new Storage(name, { keyArn, origins: config.frontendOrigins, logs: edge.logs }, inRegion);
const secretValues: Record<string, pulumi.Output<string>> = {};
if (config.sentryDsn) secretValues.SENTRY_DSN = config.sentryDsn;
if (config.datadog) secretValues.DD_API_KEY = config.datadog.apiKey;
const secrets = new Secrets(name, { keyArn, values: secretValues }, inRegion);

const image = pulumi.interpolate`${registry.url}@${config.imageDigest}`;
const fargate = { size, registryArn: registry.arn, keyArn, logRetentionDays };
const migration = new Task(
  `${name}-migration`,
  { ...fargate, container: migrationContainer({ image, region, database }) },
  inRegion,
);
const { DD_API_KEY } = secrets.arns;
const task = new Task(
  name,
  {
    ...fargate,
    container: serviceContainer({
      image,
      region,
      stage,
      port,
      database,
      storage,
      secrets: secrets.arns,
      origins: config.frontendOrigins,
    }),
    sidecars: config.datadog && DD_API_KEY ? [datadogSidecar(DD_API_KEY, config.datadog.site)] : [],
    allowed: servicePermissions({ region, database, storage, keyArn }),
  },
  inRegion,
);
const service = new Service(
  name,
  {
    vpcId,
    subnetIds: network.privateSubnetIds,
    task,
    port,
    size,
    running: config.running,
    // not a setting of a stage: deploy/pulumi.sh sets it for one deployment
    firstRelease: new pulumi.Config('release').getBoolean('first'),
    spot: config.spot,
    edge,
  },
  inRegion,
);

// internet -> load balancer -> service -> database, and nothing else
allow(
  `${name}-edge-service`,
  {
    from: edge.securityGroupId,
    to: service.securityGroupId,
    port,
    description: 'The load balancer to the service',
  },
  { provider },
);
// the migration runs in the service's security group
allow(
  `${name}-service-database`,
  {
    from: service.securityGroupId,
    to: database.securityGroupId,
    port: database.port,
    description: 'The service to the database',
  },
  { provider },
);
allowHttpsOut(`${name}-service-out`, service.securityGroupId, network.egress, { provider });

new Observability(
  name,
  {
    region,
    keyArn,
    size,
    alarmEmail: config.alarmEmail,
    monthlyBudget: config.monthlyBudget,
    edge,
    service,
    database,
  },
  inRegion,
);
const signingKey = config.pipeline?.signsImages ? new SigningKey(name, inRegion) : undefined;
const identity =
  config.pipeline &&
  new Identity(
    name,
    {
      ...config.pipeline,
      stage,
      state: config.state,
      region,
      accountId,
      registry,
      signingKey,
      task,
      service,
      migration,
    },
    inRegion,
  );

export const url = edge.url;
export const imageRepository = registry.url;
export const imageBucket = storage.bucketName;
export const cluster = service.clusterName;
export const serviceName = service.serviceName;
export const migrationTask = migration.taskDefinitionArn;
export const migrationSubnets = network.privateSubnetIds;
export const migrationSecurityGroup = service.securityGroupId;
export const deployRole = identity?.roleArn;
export const readRole = identity?.readRoleArn;
