import * as pulumi from '@pulumi/pulumi';
import { poolSize } from './capacity';
import type { Database } from './database';
import type { Storage } from './storage';
import type { Statement } from './policy';
import type { Container, Sidecar } from './task';

/** The user of the image, as in the Dockerfile: not root. */
const user = 'node';

/** The arguments of {@link serviceContainer}. */
export interface ServiceContainerArgs {
  image: pulumi.Input<string>;
  region: string;
  stage: string;
  port: number;
  database: Pick<Database, 'url' | 'serviceRole'>;
  storage: Pick<Storage, 'bucketName'>;
  /** ARNs by environment variable */
  secrets: Record<string, pulumi.Output<string>>;
  /** the origins of web pages that may call the service from browsers */
  origins: string[];
}

/** The container of the service; `src/config.ts` of the service reads its environment. */
export function serviceContainer(args: ServiceContainerArgs): Container {
  const { image, region, stage, port, database, storage, origins } = args;
  const { SENTRY_DSN } = args.secrets;
  return {
    image,
    user,
    port,
    environment: {
      PORT: String(port),
      AWS_REGION: region,
      DATABASE_URL: database.url(database.serviceRole),
      DATABASE_AUTH: 'iam',
      DATABASE_TLS: 'rds',
      DATABASE_POOL_SIZE: String(poolSize),
      MIGRATE_ON_START: 'false',
      IMAGES_BUCKET: storage.bucketName,
      // the load balancer: its X-Forwarded-For contains the client's address
      TRUSTED_PROXIES: '1',
      FRONTEND_ORIGINS: origins.join(','),
      SENTRY_ENVIRONMENT: stage,
    },
    secrets: SENTRY_DSN ? { SENTRY_DSN } : {},
    healthCheck: `wget -q -O /dev/null http://127.0.0.1:${port}/health/live || exit 1`,
  };
}

/** The permissions of the service: to log in to its database without a password, and to store images. */
export function servicePermissions(args: {
  region: string;
  database: Pick<Database, 'connectArn'>;
  storage: Pick<Storage, 'bucketArn'>;
  keyArn: pulumi.Input<string>;
}): Statement[] {
  return [
    { Action: ['rds-db:connect'], Resource: [args.database.connectArn] },
    {
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: [pulumi.interpolate`${args.storage.bucketArn}/*`],
    },
    {
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: [args.keyArn],
      Condition: { StringEquals: { 'kms:ViaService': `s3.${args.region}.amazonaws.com` } },
    },
  ];
}

/** The container of the migration: the image of the service, with the database role that owns the tables. */
export function migrationContainer(args: {
  image: pulumi.Input<string>;
  region: string;
  database: Pick<Database, 'url' | 'owner' | 'ownerSecretArn' | 'serviceRole'>;
}): Container {
  const { image, region, database } = args;
  return {
    image,
    user,
    command: ['node', 'dist/migrate.js'],
    environment: {
      AWS_REGION: region,
      DATABASE_URL: database.url(database.owner),
      DATABASE_TLS: 'rds',
      DATABASE_SERVICE_ROLE: database.serviceRole,
    },
    secrets: { PGPASSWORD: pulumi.interpolate`${database.ownerSecretArn}:password::` },
  };
}

/** Datadog's agent as a sidecar of the service (https://docs.datadoghq.com/integrations/ecs_fargate/). */
export function datadogSidecar(apiKeyArn: pulumi.Input<string>, site: string): Sidecar {
  return {
    name: 'datadog',
    memory: 256,
    image: 'public.ecr.aws/datadog/agent:7.72.1',
    environment: { ECS_FARGATE: 'true', DD_SITE: site },
    secrets: { DD_API_KEY: apiKeyArn },
  };
}
