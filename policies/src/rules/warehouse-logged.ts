import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, isSet, missing, pass, type Result } from './settings.ts';

const loggingType = 'aws:redshift/logging:Logging';

/** The log is a resource of its own since version 7 of the provider. */
export const warehouseLogged: PolicyRule = {
  id: 'warehouse-logged',
  title: 'Clusters of Redshift log connections and queries.',
  why: 'After a leak, nothing shows who read which tables.',
  fix: `Write the log to CloudWatch or to a bucket:
  new aws.redshift.Logging('facts', { clusterIdentifier: cluster.id, logDestinationType: 'cloudwatch' });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html',
  controls: ['Redshift.4'],
  check: eachOf(['aws:redshift/cluster:Cluster'], clusterResult),
  examples: {
    passing: [
      `const facts = new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large' });
new aws.redshift.Logging('facts', { clusterIdentifier: facts.id, logDestinationType: 'cloudwatch' });`,
    ],
    failing: [`new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large' });`],
  },
};

function clusterResult(cluster: Node, graph: ResourceGraph): Result {
  const logs = graph.pointingAt(cluster, loggingType, ['clusterIdentifier']);
  if (logs.length > 0 || isSet(cluster.inputs.logging)) return pass('It logs connections and queries.');
  return missing(graph, [loggingType], 'clusterIdentifier', 'The cluster has no log.');
}
