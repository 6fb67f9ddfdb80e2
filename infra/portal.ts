/* eslint-disable @backstage/no-relative-monorepo-imports -- the template's components are not a package of this repository */
import * as pulumi from '@pulumi/pulumi';
import type { Database } from '../templates/prompt-library-service/skeleton/infra/database';
import type { Statement } from '../templates/prompt-library-service/skeleton/infra/policy';
import type { Container } from '../templates/prompt-library-service/skeleton/infra/task';
import type { PortalSettings } from './settings';

/** The TCP port of the portal. */
export const PORT = 7007;

/** The path that answers 200 while the portal can serve requests (https://backstage.io/docs/backend-system/core-services/root-health). */
export const HEALTH_PATH = '/.backstage/health/v1/readiness';

/** The values of the portal that must not be readable in a task definition, by environment variable. */
export function portalSecrets({
  githubClientSecret,
  githubToken,
}: PortalSettings): Record<string, pulumi.Output<string>> {
  const values: Record<string, pulumi.Output<string>> = {};
  if (githubClientSecret) values.AUTH_GITHUB_CLIENT_SECRET = githubClientSecret;
  if (githubToken) values.GITHUB_TOKEN = githubToken;
  return values;
}

/** The configuration files of the portal on AWS; later files override earlier ones. The backend adds that of GitHub. */
const configFiles = ['app-config.yaml', 'app-config.production.yaml', 'app-config.aws.yaml'];

/** The arguments of {@link portalContainer}. */
export interface PortalContainerArgs {
  image: pulumi.Input<string>;
  region: string;
  url: pulumi.Input<string>;
  settings: PortalSettings;
  database: Pick<Database, 'address' | 'port' | 'database' | 'serviceRole'>;
  /** ARNs by environment variable */
  secrets: Record<string, pulumi.Output<string>>;
}

/** The container of the portal; app-config.production.yaml and app-config.aws.yaml read its environment. */
export function portalContainer(args: PortalContainerArgs): Container {
  const { image, region, url, settings, database, secrets } = args;
  return {
    image,
    port: PORT,
    command: ['node', 'packages/backend/src/index.ts', ...configFiles.flatMap(file => ['--config', file])],
    environment: {
      PORT: String(PORT),
      AWS_REGION: region,
      GOLDPATH_BASE_URL: url,
      // the tasks have no folder in common
      GOLDPATH_PUBLISH_LOCALLY: 'false',
      ...githubVariables(settings),
      ...databaseVariables(database, database.serviceRole),
    },
    secrets,
    healthCheck: `wget -q -O /dev/null http://127.0.0.1:${PORT}${HEALTH_PATH} || exit 1`,
  };
}

function githubVariables({
  githubClientId,
  platformRepository,
  codeOwners,
}: PortalSettings): Container['environment'] {
  const variables: Container['environment'] = {};
  if (githubClientId) variables.AUTH_GITHUB_CLIENT_ID = githubClientId;
  if (platformRepository) variables.GOLDPATH_PLATFORM_REPOSITORY = platformRepository;
  if (codeOwners) variables.GOLDPATH_CODE_OWNERS = codeOwners;
  return variables;
}

/** The container that runs once, before the portal's first start: it creates the role that the portal logs in as. */
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
    // the certificate authorities of RDS, which are part of the image
    NODE_EXTRA_CA_CERTS: '/app/rds-authorities.pem',
  };
}

/** The AWS permissions of the portal: to log in to its database without a password. */
export function portalPermissions(database: Pick<Database, 'connectArn'>): Statement[] {
  return [{ Action: ['rds-db:connect'], Resource: [database.connectArn] }];
}
