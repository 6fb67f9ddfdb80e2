import * as pulumi from '@pulumi/pulumi';
import { poolSize } from './capacity';
import type { Database } from './database';
import type { Statement } from './policy';
import type { Container, Sidecar } from './task';

/** The port at which a sidecar reads the metrics; no other machine reaches it. */
const metricsPort = 9464;

/** The user of the image, as in the Dockerfile: not root. */
const user = 'node';

/** The arguments of {@link serviceContainer}. */
export interface ServiceContainerArgs {
  image: pulumi.Input<string>;
  region: string;
  stage: string;
  port: number;
  database: Pick<Database, 'url' | 'serviceRole'>;
  /** ARNs by environment variable */
  secrets: Record<string, pulumi.Output<string>>;
  /** the origins of web pages that may call the service from browsers */
  origins: string[];
}

/** The container of the service; `src/config.ts` of the service reads its environment. */
export function serviceContainer(args: ServiceContainerArgs): Container {
  const { image, region, stage, port, database, origins } = args;
  const { SENTRY_DSN } = args.secrets;
  return {
    image,
    user,
    port,
    environment: {
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      AWS_REGION: region,
      DATABASE_URL: database.url(database.serviceRole),
      DATABASE_AUTH: 'iam',
      DATABASE_TLS: 'rds',
      DATABASE_POOL_SIZE: String(poolSize),
      MIGRATE_ON_START: 'false',
      // the load balancer: its X-Forwarded-For contains the client's address
      TRUSTED_PROXIES: '1',
      FRONTEND_ORIGINS: origins.join(','),
      SENTRY_ENVIRONMENT: stage,
    },
    secrets: SENTRY_DSN ? { SENTRY_DSN } : {},
    healthCheck: `wget -q -O /dev/null http://127.0.0.1:${port}/health/live || exit 1`,
  };
}

/** The permissions of the service: to log in to its database without a password. */
export function servicePermissions(args: { database: Pick<Database, 'connectArn'> }): Statement[] {
  return [{ Action: ['rds-db:connect'], Resource: [args.database.connectArn] }];
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
