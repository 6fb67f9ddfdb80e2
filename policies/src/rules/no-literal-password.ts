import { type Node, valueAt } from '@goldpath/program';
import { isLiteral } from '../literalSecrets.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isWritten, pass, type Result } from './settings.ts';

/** The inputs that take a password itself, by type. */
const passwords: Record<string, readonly string[][]> = {
  'aws:rds/instance:Instance': [['password']],
  'aws:rds/cluster:Cluster': [['masterPassword']],
  'aws:docdb/cluster:Cluster': [['masterPassword']],
  'aws:docdb/elasticCluster:ElasticCluster': [['adminUserPassword']],
  'aws:redshift/cluster:Cluster': [['masterPassword']],
  'aws:redshiftserverless/namespace:Namespace': [['adminUserPassword']],
  'aws:elasticache/replicationGroup:ReplicationGroup': [['authToken']],
  'aws:elasticache/user:User': [['passwords']],
  'aws:memorydb/user:User': [['authenticationMode', 'passwords']],
  'aws:opensearch/domain:Domain': [['advancedSecurityOptions', 'masterUserOptions', 'masterUserPassword']],
  'aws:dms/endpoint:Endpoint': [['password']],
  'aws:directoryservice/directory:Directory': [['password']],
};

/** A password that is generated, or comes from a store or the secret configuration, passes. Settings belong to `no-plain-secret`. */
export const noLiteralPassword: PolicyRule = {
  id: 'no-literal-password',
  title: 'Passwords are not written in the program or its plain configuration.',
  why: 'Everyone who can read the repository knows the password, and it stays in its history after it was changed.',
  fix: `Let AWS create and rotate the password, or take it from the secret configuration:
  manageMasterUserPassword: true
  password: config.requireSecret('password')`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
  scope: 'resource',
  check: eachOf(Object.keys(passwords), passwordResult),
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', manageMasterUserPassword: true });`,
      `const found = aws.secretsmanager.getSecretVersionOutput({ secretId: 'orders' });
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', password: found.secretString });`,
      `const password = new pulumi.StackReference('other').getOutput('password') as pulumi.Output<string>;
new aws.rds.Cluster('orders', { engine: 'aurora-mysql', masterPassword: password });`,
    ],
    failing: [
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', username: 'admin', password: 'correct-horse' });`,
      `new aws.opensearch.Domain('search', { advancedSecurityOptions: { enabled: true, masterUserOptions: {
  masterUserName: 'admin', masterUserPassword: 'Correct-Horse-1',
} } });`,
    ],
  },
};

function passwordResult(resource: Node): Result {
  const written = (passwords[resource.type] ?? []).find(path => isWrittenAt(resource, path));
  if (!written) return pass('It has no password that is written in the program.');
  return fail(`Its ${written.join('.')} is written in the program or its plain configuration.`);
}

/** The SDK marks these inputs as secret whether the program does or not, so only the value shows where it comes from. */
function isWrittenAt({ inputs }: Node, path: readonly string[]): boolean {
  return [valueAt(inputs, path)].flat().some(item => isWritten(item) && isLiteral(item));
}
