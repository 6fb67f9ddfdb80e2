import { isUnknown, type Node } from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const instances = [
  'aws:rds/instance:Instance',
  'aws:rds/clusterInstance:ClusterInstance',
  'aws:redshift/cluster:Cluster',
  'aws:redshiftserverless/workgroup:Workgroup',
  'aws:neptune/clusterInstance:ClusterInstance',
  'aws:dms/replicationInstance:ReplicationInstance',
  'aws:mq/broker:Broker',
];

/** AWS assigns no public address unless `publiclyAccessible` is true. */
export const databaseNotPublic: PolicyRule = {
  id: 'database-not-public',
  title: 'Databases are not publicly accessible.',
  why: 'Anyone on the internet can try passwords and known vulnerabilities against a public database.',
  fix: 'Set publiclyAccessible to false, or leave it out.',
  severity: 'error',
  controls: ['RDS.2', 'Redshift.1', 'DMS.1', 'MQ.5', 'RedshiftServerless.3'],
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding',
  scope: 'resource',
  remediations: [
    {
      types: [
        'aws:rds/instance:Instance',
        'aws:rds/clusterInstance:ClusterInstance',
        'aws:redshift/cluster:Cluster',
        'aws:redshiftserverless/workgroup:Workgroup',
      ],
      path: 'publiclyAccessible',
      value: false,
      change: 'in-place',
    },
    {
      types: [
        'aws:neptune/clusterInstance:ClusterInstance',
        'aws:dms/replicationInstance:ReplicationInstance',
        'aws:mq/broker:Broker',
      ],
      path: 'publiclyAccessible',
      value: false,
      change: 'replacement',
    },
  ],
  check: graph => graph.ofType(...instances).map(databaseFinding),
  examples: {
    passing: [`new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro' });`],
    failing: [`new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });`],
  },
};

function databaseFinding(resource: Node): Finding {
  const { publiclyAccessible } = resource.inputs;
  if (isUnknown(publiclyAccessible)) {
    const message = 'publiclyAccessible is known only when it is deployed.';
    return { resource, verdict: 'unverifiable', message };
  }
  if (publiclyAccessible === true || publiclyAccessible === 'true')
    return { resource, verdict: 'fail', message: 'The database is publicly accessible.' };
  return { resource, verdict: 'pass', message: 'The database is not publicly accessible.' };
}
