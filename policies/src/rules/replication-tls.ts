import { requirementRule } from './requirements.ts';

const databases = [
  'aurora',
  'aurora-postgresql',
  'db2',
  'docdb',
  'mariadb',
  'mongodb',
  'mysql',
  'oracle',
  'postgres',
  'sqlserver',
  'sybase',
];

/** Endpoints of services of AWS use their API, which is encrypted. */
export const replicationTls = requirementRule({
  id: 'replication-tls',
  title: 'Connections of DMS to databases use TLS.',
  why: 'Whole databases go through these connections, and can be read in the network.',
  fix: `Set sslMode to the strictest mode that the database offers:
  sslMode: 'verify-full', certificateArn: certificate.certificateArn`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html',
  controls: ['DMS.9', 'DMS.12'],
  requires: [
    {
      types: ['aws:dms/endpoint:Endpoint'],
      path: 'sslMode',
      noneOf: ['none'],
      leftOut: 'fails',
      when: [{ path: 'engineName', oneOf: databases }],
      fails: 'The connection is not encrypted.',
      passes: 'It is encrypted.',
    },
    {
      types: ['aws:dms/endpoint:Endpoint'],
      path: 'redisSettings?.sslSecurityProtocol',
      noneOf: ['plaintext'],
      leftOut: 'passes',
      fails: 'The connection is not encrypted.',
      passes: 'It is encrypted.',
    },
  ],
  examples: {
    passing: [
      `new aws.dms.Endpoint('orders', { endpointId: 'orders', endpointType: 'source', engineName: 'postgres', sslMode: 'require' });`,
      `new aws.dms.Endpoint('archive', { endpointId: 'archive', endpointType: 'target', engineName: 's3' });`,
    ],
    failing: [
      `new aws.dms.Endpoint('orders', { endpointId: 'orders', endpointType: 'source', engineName: 'postgres' });`,
      `new aws.dms.Endpoint('carts', { endpointId: 'carts', endpointType: 'target', engineName: 'redis', redisSettings: { authType: 'auth-role', serverName: 'redis', port: 6379, sslSecurityProtocol: 'plaintext' } });`,
    ],
  },
});
