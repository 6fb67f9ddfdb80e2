/* eslint-disable @backstage/no-relative-monorepo-imports -- the template's components are not a package of this repository */
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, allowHttpsOut } from '../templates/prompt-library-service/skeleton/infra/access';
import { readConfig } from '../templates/prompt-library-service/skeleton/infra/config';
import { Database } from '../templates/prompt-library-service/skeleton/infra/database';
import { Edge } from '../templates/prompt-library-service/skeleton/infra/edge';
import { Identity } from '../templates/prompt-library-service/skeleton/infra/identity';
import { Key } from '../templates/prompt-library-service/skeleton/infra/key';
import { Network } from '../templates/prompt-library-service/skeleton/infra/network';
import { Observability } from '../templates/prompt-library-service/skeleton/infra/observability';
import { Registry } from '../templates/prompt-library-service/skeleton/infra/registry';
import { Secrets } from '../templates/prompt-library-service/skeleton/infra/secrets';
import { Service } from '../templates/prompt-library-service/skeleton/infra/service';
import { Task } from '../templates/prompt-library-service/skeleton/infra/task';
import {
  HEALTH_PATH,
  PORT,
  portalContainer,
  portalPermissions,
  portalSecrets,
  preparationContainer,
} from './portal';
import { readPortalSettings } from './settings';
import { portalSize } from './size';

// the portal uses the components, the configuration and the policies of the services that it stamps
const config = readConfig();
const settings = readPortalSettings();
const { name, stage, region, logRetentionDays } = config;
const size = portalSize(config.size);
const tags = { service: pulumi.getProject(), stage, 'managed-by': 'pulumi' };
const provider = new aws.Provider(name, { region, defaultTags: { tags } });
const inRegion = { providers: { aws: provider } };
const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;

const keyArn = new Key(name, { retained: config.protected }, inRegion).arn;
const logs = { keyArn, logRetentionDays };
const network = new Network(
  name,
  {
    network: config.network,
    zones: config.zones,
    nat: config.nat,
    protected: config.protected,
    ...logs,
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
    ...logs,
  },
  inRegion,
);
const edge = new Edge(
  name,
  {
    vpcId,
    subnetIds: network.publicSubnetIds,
    port: PORT,
    healthPath: HEALTH_PATH,
    domain: config.domain,
    certificateArn: config.certificateArn,
    hostedZoneId: config.hostedZoneId,
    waf: config.waf,
    plainHttpAccepted: config.plainHttpAccepted,
    protected: config.protected,
    blueGreen: config.rollout === 'blue-green',
    ...logs,
  },
  inRegion,
);
const secrets = new Secrets(name, { keyArn, values: portalSecrets(settings) }, inRegion).arns;

const image = pulumi.interpolate`${registry.url}@${config.imageDigest}`;
const fargate = { size, registryArn: registry.arn, ...logs };
const preparation = new Task(
  `${name}-preparation`,
  { ...fargate, size: config.size, container: preparationContainer({ image, region, database }) },
  inRegion,
);
const task = new Task(
  name,
  {
    ...fargate,
    container: portalContainer({ image, region, url: edge.url, settings, database, secrets }),
    allowed: portalPermissions(database),
  },
  inRegion,
);
const service = new Service(
  name,
  {
    vpcId,
    subnetIds: network.privateSubnetIds,
    task,
    port: PORT,
    size,
    running: config.running,
    spot: config.spot,
    edge,
  },
  inRegion,
);

allow(
  `${name}-edge-service`,
  {
    from: edge.securityGroupId,
    to: service.securityGroupId,
    port: PORT,
    description: 'The load balancer to the portal',
  },
  { provider },
);
allow(
  `${name}-service-database`,
  {
    from: service.securityGroupId,
    to: database.securityGroupId,
    port: database.port,
    description: 'The portal to the database',
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
      signingKey: undefined,
      task,
      service,
      migration: preparation,
    },
    inRegion,
  );

export const url = edge.url;
export const imageRepository = registry.url;
export const cluster = service.clusterName;
export const preparationTask = preparation.taskDefinitionArn;
export const taskSubnets = network.privateSubnetIds;
export const taskSecurityGroup = service.securityGroupId;
export const deployRole = identity?.roleArn;
export const readRole = identity?.readRoleArn;
