import { listOf, type Node } from '@goldpath/policies';
import { type Finding, HOURS, type Pricing, type PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';

const CLUSTER = 'aws:rds/cluster:Cluster';

/** What a cluster keeps and reads; its instances are charged by themselves. */
const clusterRule: PricingRule = {
  types: [CLUSTER],
  group: 'database',
  price({ inputs }, { share }) {
    const engine = textAt(inputs, ['engine'], '');
    if (!engine?.startsWith('aurora'))
      return [{ notPriced: `a cluster of RDS for ${engine || 'an unknown engine'}` }];
    if (inputs.storageType === 'aurora-iopt1') return [{ notPriced: 'Aurora I/O-Optimized' }];
    return [
      share('Aurora storage', 'aurora/storage', 'aurora-gb', [CLUSTER]),
      share('Aurora I/O', 'aurora/io', 'aurora-io', [CLUSTER]),
      ...(inputs.manageMasterUserPassword === true
        ? [{ what: 'secret of the owner, made by RDS', meter: 'secrets/secret', amount: 1 }]
        : []),
    ];
  },
};

const instanceRule: PricingRule = {
  types: ['aws:rds/clusterInstance:ClusterInstance'],
  group: 'database',
  price(node, { graph }) {
    const size = textAt(node.inputs, ['instanceClass'], '');
    if (!size) return [{ unknown: 'its instance class is known only when it is deployed' }];
    if (size !== 'db.serverless')
      return [{ what: `Aurora on ${size}`, meter: `aurora/${size}`, amount: HOURS }];
    return serverless(graph, node);
  },
};

/** Serverless is charged by capacity, of which a cluster says the least. */
function serverless(graph: Pricing['graph'], node: Node): Finding[] {
  const [cluster] = graph.targets(node, ['clusterIdentifier'], [CLUSTER]);
  const [scaling] = listOf(cluster?.node?.inputs.serverlessv2ScalingConfiguration);
  const least = scaling === undefined ? undefined : amountAt(scaling, ['minCapacity'], 0);
  if (least === undefined) return [{ unknown: 'its least capacity is known only when it is deployed' }];
  return [
    {
      what: 'Aurora Serverless',
      meter: 'aurora/acu',
      amount: least * HOURS,
      basis: `${least} ACU, the least that it keeps, ${HOURS} hours`,
    },
  ];
}

export const auroraRules = [clusterRule, instanceRule];
