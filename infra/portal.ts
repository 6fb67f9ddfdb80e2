import * as pulumi from '@pulumi/pulumi';
import type { Database } from '../templates/prompt-library-service/skeleton/infra/database';
import type { Statement } from '../templates/prompt-library-service/skeleton/infra/policy';
import type { Container } from '../templates/prompt-library-service/skeleton/infra/task';

/** Where the portal listens. */
export const PORT = 7007;

/** Answers 200 while the portal can serve (https://backstage.io/docs/backend-system/core-services/root-health). */
export const HEALTH_PATH = '/.backstage/health/v1/readiness';

/** The values of the portal's own that must not be read in a task definition, by environment variable. */
export function portalSecrets(): Record<string, pulumi.Output<string>> {
  const config = new pulumi.Config('portal');
  const values = {
    AUTH_GITHUB_CLIENT_SECRET: config.getSecret('githubClientSecret'),
    GITHUB_TOKEN: config.getSecret('githubToken'),
  };
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

/** What {@link portalContainer} needs. */
export interface PortalContainerArgs {
  image: pulumi.Input<string>;
  region: string;
  url: pulumi.Input<string>;
  database: Pick<Database, 'address' | 'port' | 'database' | 'serviceRole'>;
  /** ARNs by environment variable */
  secrets: Record<string, pulumi.Output<string>>;
}

/** The portal, as app-config.production.yaml and app-config.aws.yaml read its environment. */
export function portalContainer({ image, region, url, database, secrets }: PortalContainerArgs): Container {
  const clientId = new pulumi.Config('portal').get('githubClientId');
  return {
    image,
    port: PORT,
    command: [
      'node',
      'packages/backend/src/index.ts',
      ...[
        'app-config.yaml',
        'app-config.github.yaml',
        'app-config.production.yaml',
        'app-config.aws.yaml',
      ].flatMap(file => ['--config', file]),
    ],
    environment: {
      PORT: String(PORT),
      AWS_REGION: region,
      GOLDPATH_BASE_URL: url,
      ...(clientId !== undefined && { AUTH_GITHUB_CLIENT_ID: clientId }),
      ...databaseVariables(database, database.serviceRole),
    },
    secrets,
    healthCheck: `wget -q -O /dev/null http://127.0.0.1:${PORT}${HEALTH_PATH} || exit 1`,
  };
}

/** What runs once, before the portal's first start: it makes the role that the portal logs in as. */
export function preparationContainer({
  image,
  region,
  database,
}: {
  image: pulumi.Input<string>;
  region: string;
  database: Pick<Database, 'address' | 'port' | 'database' | 'owner' | 'ownerSecretArn' | 'serviceRole'>;
}): Container {
  return {
    image,
    command: ['node', 'packages/backend/src/prepareDatabase.ts', database.serviceRole],
    environment: { AWS_REGION: region, ...databaseVariables(database, database.owner) },
    secrets: { POSTGRES_PASSWORD: pulumi.interpolate`${database.ownerSecretArn}:password::` },
  };
}

function databaseVariables(
  { address, port, database }: Pick<Database, 'address' | 'port' | 'database'>,
  role: string,
): Container['environment'] {
  return {
    POSTGRES_HOST: address,
    POSTGRES_PORT: String(port),
    POSTGRES_USER: role,
    POSTGRES_DATABASE: database,
    // the authorities of RDS, which the image brings along
    NODE_EXTRA_CA_CERTS: '/app/rds-authorities.pem',
  };
}

/** What the portal may do on AWS: log in to its database without a password. */
export function portalRights(database: Pick<Database, 'connectArn'>): Statement[] {
  return [{ Action: ['rds-db:connect'], Resource: [database.connectArn] }];
}
