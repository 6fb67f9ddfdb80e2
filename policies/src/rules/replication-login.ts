import { requirementRule } from './requirements.ts';

export const replicationLogin = requirementRule({
  id: 'replication-login',
  title: 'Endpoints of DMS sign in to MongoDB.',
  why: 'A database without a login is read by everyone who reaches its port.',
  fix: `Sign in with a password:
  mongodbSettings: { authType: 'password' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.MongoDB.html',
  controls: ['DMS.11'],
  requires: [
    {
      types: ['aws:dms/endpoint:Endpoint'],
      path: 'mongodbSettings?.authType',
      noneOf: ['no'],
      leftOut: 'passes',
      fails: 'It does not sign in.',
      passes: 'It signs in.',
    },
  ],
  examples: {
    passing: [
      `new aws.dms.Endpoint('orders', { endpointId: 'orders', endpointType: 'source', engineName: 'mongodb', sslMode: 'require', mongodbSettings: { authType: 'password' } });`,
    ],
    failing: [
      `new aws.dms.Endpoint('orders', { endpointId: 'orders', endpointType: 'source', engineName: 'mongodb', sslMode: 'require', mongodbSettings: { authType: 'no' } });`,
    ],
  },
});
