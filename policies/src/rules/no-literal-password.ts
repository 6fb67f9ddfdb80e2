import { type Node, valueAt } from '@goldpath/program';
import { documentOf } from '../documentOf.ts';
import { isLiteral, literalSecret } from '../literalSecrets.ts';
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

/** The inputs that store a secret, by type. */
const stores: Record<string, string> = {
  'aws:secretsmanager/secretVersion:SecretVersion': 'secretString',
  'aws:ssm/parameter:Parameter': 'value',
};

/** Values that are replaced after the deployment. */
const placeholder = /placeholder|change.?me|replace.?me|fill.?in|^(?:todo|tbd|dummy|initial|empty)$/i;

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
  check: graph => [
    ...eachOf(Object.keys(passwords), passwordResult)(graph),
    ...eachOf(Object.keys(stores), storeResult)(graph),
  ],
  examples: {
    passing: [
      `new aws.secretsmanager.SecretVersion('orders', { secretId: 'orders', secretString: new pulumi.StackReference('other').getOutput('password') as pulumi.Output<string> });`,
      `new aws.secretsmanager.SecretVersion('orders', { secretId: 'orders', secretString: 'changeme' });`,
      `new aws.secretsmanager.SecretVersion('orders', { secretId: 'orders', secretString: JSON.stringify({ user: 'orders', host: 'db.example' }) });`,
      `new aws.ssm.Parameter('greeting', { type: 'String', value: 'correct-horse' });`,
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', manageMasterUserPassword: true });`,
      `const found = aws.secretsmanager.getSecretVersionOutput({ secretId: 'orders' });
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', password: found.secretString });`,
      `const password = new pulumi.StackReference('other').getOutput('password') as pulumi.Output<string>;
new aws.rds.Cluster('orders', { engine: 'aurora-mysql', masterPassword: password });`,
    ],
    failing: [
      `new aws.secretsmanager.SecretVersion('orders', { secretId: 'orders', secretString: 'correct-horse' });`,
      `new aws.secretsmanager.SecretVersion('orders', { secretId: 'orders', secretString: JSON.stringify({ user: 'orders', password: 'correct-horse' }) });`,
      `new aws.ssm.Parameter('orders', { type: 'SecureString', value: 'correct-horse' });`,
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

function storeResult({ type, inputs }: Node): Result {
  const input = stores[type] ?? '';
  const value = inputs[input];
  const isStored = !type.startsWith('aws:ssm/') || inputs.type === 'SecureString';
  if (!isStored) return undefined;
  if (!isWritten(value) || !isLiteral(value)) return pass('Its secret is not written in the program.');
  const document = documentOf(value);
  const settings: [string, unknown][] =
    typeof document === 'object' && document !== null ? Object.entries(document) : [['password', value]];
  const isFound = settings.some(
    ([name, text]) => isWritten(text) && !placeholder.test(text) && literalSecret(name, text) !== undefined,
  );
  if (!isFound) return pass('It has no secret that is written in the program.');
  return fail(`Its ${input} is written in the program or its plain configuration.`);
}
