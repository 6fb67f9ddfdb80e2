import { requirementRule } from './requirements.ts';

export const daxEncrypted = requirementRule({
  id: 'dax-encrypted',
  title: 'Caches of DynamoDB are encrypted, and so are their connections.',
  why: 'Rows of the table can be read from the storage of the cache, or on the way to it.',
  fix: `Encrypt both; an existing cluster must be replaced:
  serverSideEncryption: { enabled: true }, clusterEndpointEncryptionType: 'TLS'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
  controls: ['DynamoDB.3', 'DynamoDB.7'],
  requires: [
    {
      types: ['aws:dax/cluster:Cluster'],
      path: 'serverSideEncryption.enabled',
      is: true,
      leftOut: 'fails',
      fails: 'The cache is not encrypted.',
      passes: 'It is encrypted.',
      remediation: 'replacement',
    },
    {
      types: ['aws:dax/cluster:Cluster'],
      path: 'clusterEndpointEncryptionType',
      is: 'TLS',
      leftOut: 'fails',
      fails: 'The connections to the cache are not encrypted.',
      passes: 'Its connections are encrypted.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.dax.Cluster('carts', { clusterName: 'carts', iamRoleArn: 'arn', nodeType: 'dax.t3.small', replicationFactor: 3, serverSideEncryption: { enabled: true }, clusterEndpointEncryptionType: 'TLS' });`,
    ],
    failing: [
      `new aws.dax.Cluster('carts', { clusterName: 'carts', iamRoleArn: 'arn', nodeType: 'dax.t3.small', replicationFactor: 3 });`,
    ],
  },
});
