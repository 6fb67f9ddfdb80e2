import type { Node } from '@goldpath/program';
import { requirementRule } from './requirements.ts';
import { isSet } from './settings.ts';

/** SQL Server and Oracle have no logins by IAM. */
export const databaseIamLogin = requirementRule({
  id: 'database-iam-login',
  title: 'Databases accept logins by IAM.',
  why: 'Passwords of applications are copied, kept for years and shared; a login by IAM is valid for 15 minutes.',
  fix: `Turn on logins by IAM, and give each application a database user for it:
  iamDatabaseAuthenticationEnabled: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html',
  controls: ['RDS.10', 'RDS.12', 'Neptune.7'],
  requires: [
    {
      types: ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster', 'aws:neptune/cluster:Cluster'],
      path: 'iamDatabaseAuthenticationEnabled',
      is: true,
      leftOut: 'fails',
      appliesTo: supportsIam,
      fails: 'The database accepts only passwords.',
      passes: 'It accepts logins by IAM.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', iamDatabaseAuthenticationEnabled: true });`,
      `new aws.rds.Instance('orders', { engine: 'sqlserver-ex', instanceClass: 'db.t3.small' });`,
    ],
    failing: [`new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro' });`],
  },
});

/** The instances of a cluster have its logins, and a replica those of its source. */
function supportsIam({ inputs, type }: Node): boolean {
  const { engine, replicateSourceDb } = inputs;
  if (isSet(replicateSourceDb) || inputs.engineMode === 'serverless') return false;
  return type.startsWith('aws:neptune/') || /^(postgres|mysql|mariadb|aurora-)/.test(String(engine));
}
