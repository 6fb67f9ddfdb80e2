import * as pulumi from '@pulumi/pulumi';
import { allow, allowHttpsOut } from './access';
import { readConfig } from './config';
import { Database } from './database';
import { Edge } from './edge';
import { Network } from './network';
import { Registry } from './registry';
import { Service } from './service';
import { Storage } from './storage';

const config = readConfig();
const { name, size } = config;
const port = 3000;

// where the database has a second zone to go to, the service keeps its way out there too
const network = new Network(name, size.multiAz);
const { vpcId } = network;

const registry = new Registry(name);
const storage = new Storage(name);
const database = new Database(name, {
  vpcId,
  subnetIds: network.isolatedSubnetIds,
  size,
  protected: config.protected,
});
const edge = new Edge(name, {
  vpcId,
  subnetIds: network.publicSubnetIds,
  port,
  certificateArn: config.certificateArn,
});
const separator = config.image.startsWith('sha256:') ? '@' : ':';
const service = new Service(name, {
  vpcId,
  subnetIds: network.privateSubnetIds,
  size,
  image: pulumi.interpolate`${registry.url}${separator}${config.image}`,
  port,
  targetGroupArn: edge.targetGroupArn,
  listener: edge.listener,
  databaseUrl: database.url,
  databaseSecretArn: database.secretArn,
  bucketArn: storage.bucketArn,
  bucketName: storage.bucketName,
});

// internet -> load balancer -> service -> database, and nothing else
allow(`${name}-edge-service`, {
  from: edge.securityGroupId,
  to: service.securityGroupId,
  port,
  description: 'The load balancer to the service',
});
allow(`${name}-service-database`, {
  from: service.securityGroupId,
  to: database.securityGroupId,
  port: database.port,
  description: 'The service to the database',
});
allowHttpsOut(`${name}-service-out`, service.securityGroupId);

export const url = edge.url;
export const imageRepository = registry.url;
export const imageBucket = storage.bucketName;
export const cluster = service.clusterName;
