import { isUnknown, type Node, type ResourceGraph } from '@goldpath/program';
import { isForProduction } from '../development.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

const instance = 'aws:rds/clusterInstance:ClusterInstance';

/** A Multi-AZ cluster and Aurora Serverless of the first version are in several zones by themselves. */
export const clusterInstances: PolicyRule = {
  id: 'cluster-instances',
  title: 'Clusters of Aurora have instances in two availability zones.',
  why: 'When the only instance or its zone fails, the database is down until a new instance has started.',
  fix: `Add a second instance, which also answers reads:
  new aws.rds.ClusterInstance('reader', { clusterIdentifier: cluster.id, engine: 'aurora-postgresql', instanceClass: 'db.r7g.large' });`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
  controls: ['RDS.15'],
  check: eachOf(['aws:rds/cluster:Cluster'], clusterResult),
  examples: {
    passing: [
      `const orders = new aws.rds.Cluster('orders', { engine: 'aurora-postgresql' });
for (const name of ['writer', 'reader']) new aws.rds.ClusterInstance(name, { clusterIdentifier: orders.id, engine: 'aurora-postgresql', instanceClass: 'db.r7g.large' });`,
      `new aws.rds.Cluster('orders', { engine: 'postgres', dbClusterInstanceClass: 'db.r6gd.large' });`,
    ],
    failing: [
      `const orders = new aws.rds.Cluster('orders', { engine: 'aurora-postgresql' });
new aws.rds.ClusterInstance('writer', { clusterIdentifier: orders.id, engine: 'aurora-postgresql', instanceClass: 'db.r7g.large' });`,
      `const orders = new aws.rds.Cluster('orders', { engine: 'aurora-postgresql' });
for (const name of ['writer', 'reader']) new aws.rds.ClusterInstance(name, { clusterIdentifier: orders.id, engine: 'aurora-postgresql', instanceClass: 'db.r7g.large', availabilityZone: 'us-east-1a' });`,
    ],
  },
};

function clusterResult(cluster: Node, graph: ResourceGraph): Result {
  const { engine, engineMode } = cluster.inputs;
  const isOther = typeof engine === 'string' && !isUnknown(engine) && !engine.startsWith('aurora');
  if (!isForProduction(cluster) || isOther || engineMode === 'serverless') return undefined;
  const result = instancesResult(cluster, graph);
  if (result?.verdict !== 'fail') return result;
  if (isUnknown(engineMode)) return unknown('engineMode');
  return isUnknown(engine) ? unknown('engine') : result;
}

/** Another program creates the instances of a cluster that has none here. */
function instancesResult(cluster: Node, graph: ResourceGraph): Result {
  const instances = graph.pointingAt(cluster, instance, ['clusterIdentifier']);
  const isUnclear = graph.ofType(instance).some(({ inputs }) => isUnknown(inputs.clusterIdentifier));
  // AWS spreads the instances that name no zone
  const zones = instances.map(({ inputs }) => inputs.availabilityZone);
  const isApart = new Set(zones.filter(zone => !isUnknown(zone))).size > 1 || zones.includes(undefined);
  if (instances.length > 1 && isApart) return pass('It has instances in two zones.');
  if (isUnclear) return unknown('The cluster of an instance');
  if (instances.length < 2) return instances.length === 0 ? undefined : fail('It has a single instance.');
  return zones.some(isUnknown) ? unknown('availabilityZone') : fail('All of its instances are in one zone.');
}
