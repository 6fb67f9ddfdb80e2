import { requirementRule } from './requirements.ts';

export const serverlessWarehouseLogged = requirementRule({
  id: 'serverless-warehouse-logged',
  title: 'Namespaces of Redshift Serverless export their logs.',
  why: 'Without them, the queries and logins of an attacker are gone after a week.',
  fix: `Export both logs:
  logExports: ['userlog', 'connectionlog']`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-audit-logging.html',
  controls: ['RedshiftServerless.6'],
  requires: [
    {
      types: ['aws:redshiftserverless/namespace:Namespace'],
      path: 'logExports',
      includes: 'connectionlog',
      leftOut: 'fails',
      fails: 'Logins are not logged.',
      passes: 'Logins are logged.',
    },
    {
      types: ['aws:redshiftserverless/namespace:Namespace'],
      path: 'logExports',
      includes: 'userlog',
      leftOut: 'fails',
      fails: 'Changes of users are not logged.',
      passes: 'Changes of users are logged.',
    },
  ],
  examples: {
    passing: [
      `new aws.redshiftserverless.Namespace('sales', { namespaceName: 'sales', logExports: ['userlog', 'connectionlog'] });`,
    ],
    failing: [
      `new aws.redshiftserverless.Namespace('sales', { namespaceName: 'sales', logExports: ['userlog'] });`,
    ],
  },
});
