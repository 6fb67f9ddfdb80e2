import { requirementRule } from './requirements.ts';

export const databaseProxyTls = requirementRule({
  id: 'database-proxy-tls',
  title: 'Proxies of databases require TLS.',
  why: 'Passwords and data cross the network in plain text.',
  fix: `Require TLS:
  requireTls: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-creating.html',
  controls: ['RDS.43'],
  requires: [
    {
      types: ['aws:rds/proxy:Proxy'],
      path: 'requireTls',
      is: true,
      leftOut: 'fails',
      fails: 'The proxy accepts connections without TLS.',
      passes: 'It requires TLS.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Proxy('orders', { engineFamily: 'POSTGRESQL', roleArn: 'arn:aws:iam::123456789012:role/proxy', vpcSubnetIds: ['a', 'b'], auths: [], requireTls: true });`,
    ],
    failing: [
      `new aws.rds.Proxy('orders', { engineFamily: 'POSTGRESQL', roleArn: 'arn:aws:iam::123456789012:role/proxy', vpcSubnetIds: ['a', 'b'], auths: [] });`,
    ],
  },
});
