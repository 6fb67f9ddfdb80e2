import { requirementRule } from './requirements.ts';

// cspell:ignore awsuser

export const databaseAdminRenamed = requirementRule({
  id: 'database-admin-renamed',
  title: 'The owner of a database does not have the name that attackers try first.',
  why: 'Attackers try passwords for the names that AWS proposes.',
  fix: `Choose another name; an existing database keeps its name until it is restored as a new one:
  username: 'app'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateDBInstance.html',
  controls: ['RDS.24', 'RDS.25', 'Redshift.8', 'RedshiftServerless.5'],
  requires: [
    {
      types: ['aws:rds/instance:Instance'],
      path: 'username',
      noneOf: ['admin', 'postgres', 'administrator', 'root'],
      leftOut: 'passes',
      fails: 'The name of its owner is a usual one.',
      passes: 'Its owner has a name of its own.',
    },
    {
      types: ['aws:rds/cluster:Cluster', 'aws:docdb/cluster:Cluster', 'aws:redshift/cluster:Cluster'],
      path: 'masterUsername',
      noneOf: ['admin', 'postgres', 'awsuser', 'root'],
      leftOut: 'passes',
      fails: 'The name of its owner is a usual one.',
      passes: 'Its owner has a name of its own.',
    },
    {
      types: ['aws:redshiftserverless/namespace:Namespace'],
      path: 'adminUsername',
      noneOf: ['admin'],
      leftOut: 'passes',
      fails: 'The name of its owner is a usual one.',
      passes: 'Its owner has a name of its own.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', username: 'app' });`,
    ],
    failing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', username: 'postgres' });`,
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', masterUsername: 'awsuser' });`,
    ],
    unverifiable: [
      `const other = new pulumi.StackReference('other').getOutput('setting') as pulumi.Output<any>;
new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', username: other });`,
    ],
  },
});
