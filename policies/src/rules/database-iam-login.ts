import { requirementRule } from './requirements.ts';

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
      // the instances of a cluster have its logins, and a replica those of its source
      types: ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster'],
      path: 'iamDatabaseAuthenticationEnabled',
      is: true,
      leftOut: 'fails',
      when: [
        { path: 'engine', matches: /^(postgres|mysql|mariadb|aurora-)/ },
        { path: 'engineMode', noneOf: ['serverless'], leftOut: 'met' },
        { path: 'replicateSourceDb', set: false, leftOut: 'met' },
      ],
      fails: 'The database accepts only passwords.',
      passes: 'It accepts logins by IAM.',
      remediation: 'in-place',
    },
    {
      types: ['aws:neptune/cluster:Cluster'],
      path: 'iamDatabaseAuthenticationEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'The database accepts only passwords.',
      passes: 'It accepts logins by IAM.',
      remediation: 'in-place',
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
