import { type Finding, HOURS, type PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';

/** Nodes with Valkey cost a fifth less: https://aws.amazon.com/elasticache/pricing/ */
const VALKEY = 0.8;

const clusterRule: PricingRule = {
  types: ['aws:elasticache/cluster:Cluster'],
  group: 'database',
  price: ({ inputs }) => {
    // the nodes of a replication group are charged there
    if (inputs.replicationGroupId !== undefined) return [];
    return nodes(inputs, amountAt(inputs, ['numCacheNodes'], 1));
  },
};

const replicationRule: PricingRule = {
  types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
  group: 'database',
  price: ({ inputs }) => {
    const shards = amountAt(inputs, ['numNodeGroups'], 1);
    const replicas = amountAt(inputs, ['replicasPerNodeGroup'], 0);
    const byShard = shards === undefined || replicas === undefined ? undefined : shards * (1 + replicas);
    return nodes(
      inputs,
      inputs.numCacheClusters === undefined ? byShard : amountAt(inputs, ['numCacheClusters'], 1),
    );
  },
};

function nodes(inputs: Record<string, unknown>, count: number | undefined): Finding[] {
  const size = textAt(inputs, ['nodeType'], '');
  if (!size || count === undefined)
    return [{ unknown: 'the type or the number of its nodes is known only when it is deployed' }];
  const valkey = textAt(inputs, ['engine'], 'redis') === 'valkey';
  return [
    {
      what: `cache nodes ${size}`,
      meter: `elasticache/${size}`,
      amount: count * HOURS,
      basis: `${count} nodes, ${HOURS} hours`,
      ...(valkey && { factor: VALKEY }),
    },
  ];
}

export const cacheRules = [clusterRule, replicationRule];
