import { listOf, type Node, type ResourceGraph } from '@goldpath/program';
import { HOURS, type PricingResult, type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';
import { masterSecretCharges } from './rds.ts';

const CLUSTER = 'aws:rds/cluster:Cluster';

/** The storage and I/O of a cluster; its instances are charged separately. */
const clusterRule: PricingRule = {
  types: [CLUSTER],
  group: 'database',
  price({ inputs }, { share }) {
    const engine = stringAt(inputs, ['engine'], '');
    if (!engine?.startsWith('aurora'))
      return [{ notPriced: `an RDS cluster with ${engine || 'an unknown engine'}` }];
    if (inputs.storageType === 'aurora-iopt1') return [{ notPriced: 'Aurora I/O-Optimized' }];
    return [
      share('Aurora storage', 'aurora/storage', 'aurora-gb', [CLUSTER]),
      share('Aurora I/O', 'aurora/io', 'aurora-io', [CLUSTER]),
      ...masterSecretCharges(inputs),
    ];
  },
};

const instanceRule: PricingRule = {
  types: ['aws:rds/clusterInstance:ClusterInstance'],
  group: 'database',
  price(node, { graph }) {
    const size = stringAt(node.inputs, ['instanceClass'], '');
    if (!size) return [unknownUntilDeployed('its instance class')];
    if (size === 'db.serverless') return [serverless(graph, node)];
    return [{ what: `Aurora on ${size}`, meter: `aurora/${size}`, amount: HOURS }];
  },
};

/** Serverless is charged by capacity. The minimum is set on the cluster. */
function serverless(graph: ResourceGraph, node: Node): PricingResult {
  const [cluster] = graph.targets(node, ['clusterIdentifier'], [CLUSTER]);
  const [scaling] = listOf(cluster?.node?.inputs.serverlessv2ScalingConfiguration);
  const minimum = scaling === undefined ? undefined : numberAt(scaling, ['minCapacity'], 0);
  if (minimum === undefined) return unknownUntilDeployed('its minimum capacity');
  return {
    what: 'Aurora Serverless',
    meter: 'aurora/acu',
    amount: minimum * HOURS,
    basis: `${minimum} ACU, its minimum capacity, ${HOURS} hours`,
  };
}

/** The rules for Aurora clusters and their instances. */
export const auroraRules = [clusterRule, instanceRule];
