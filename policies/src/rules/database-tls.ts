import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchOf, unknown } from './settings.ts';

/** The parameters that require TLS, of PostgreSQL and SQL Server, MySQL and MariaDB, DocumentDB, and Redshift. */
const parameters = ['rds.force_ssl', 'require_secure_transport', 'tls', 'require_ssl'];
const warehouse = 'aws:redshift/parameterGroup:ParameterGroup';

/** PostgreSQL 15 and later, and DocumentDB, require TLS by default; Redshift does not. */
export const databaseTls: PolicyRule = {
  id: 'database-tls',
  title: 'Databases require TLS.',
  why: 'Passwords and data cross the network in plain text, and a client can be led to another server.',
  fix: `Require TLS in the parameters of the database:
  parameters: [{ name: 'rds.force_ssl', value: '1' }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
  controls: ['RDS.38', 'RDS.39', 'RDS.41', 'RDS.44', 'DocumentDB.6', 'Redshift.2'],
  scope: 'resource',
  check: eachOf(
    [
      'aws:rds/parameterGroup:ParameterGroup',
      'aws:rds/clusterParameterGroup:ClusterParameterGroup',
      'aws:docdb/clusterParameterGroup:ClusterParameterGroup',
      warehouse,
    ],
    groupResult,
  ),
  examples: {
    passing: [
      `new aws.rds.ParameterGroup('orders', { family: 'postgres16', parameters: [{ name: 'rds.force_ssl', value: '1' }] });`,
      `new aws.rds.ParameterGroup('orders', { family: 'postgres16', parameters: [{ name: 'log_connections', value: '1' }] });`,
    ],
    failing: [
      `new aws.rds.ParameterGroup('orders', { family: 'postgres16', parameters: [{ name: 'rds.force_ssl', value: '0' }] });`,
      `new aws.docdb.ClusterParameterGroup('orders', { family: 'docdb5.0', parameters: [{ name: 'tls', value: 'disabled' }] });`,
      `new aws.redshift.ParameterGroup('facts', { family: 'redshift-2.0' });`,
    ],
  },
};

function groupResult({ type, inputs }: Node): Result {
  if (isUnknown(inputs.parameters)) return unknown('parameters');
  const given = listOf(inputs.parameters);
  const required = given.find(each => parameters.includes(String(valueAt(each, ['name']))));
  if (!required && given.some(each => isUnknown(valueAt(each, ['name'])))) return unknown('parameters');
  const value = valueAt(required, ['value']);
  if (isUnknown(value)) return unknown('parameters');
  if (value === undefined && type !== warehouse) return undefined;
  const isRequired = switchOf(value) === 'on' || value === '1' || value === 1;
  return isRequired ? pass('It requires TLS.') : fail('The database accepts connections without TLS.');
}
