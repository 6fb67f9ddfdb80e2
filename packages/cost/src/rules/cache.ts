import {
  type Charge,
  HOURS,
  type PricingResult,
  type PricingRule,
  unknownUntilDeployed,
} from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';

/** Nodes with Valkey cost 20 % less: https://aws.amazon.com/elasticache/pricing/ */
const VALKEY = 0.8;

const clusterRule: PricingRule = {
  types: ['aws:elasticache/cluster:Cluster'],
  group: 'database',
  price: ({ inputs }) => {
    // the nodes of a replication group are charged with the group
    if (inputs.replicationGroupId !== undefined) return [];
    return [nodes(inputs, numberAt(inputs, ['numCacheNodes'], 1))];
  },
};

const replicationRule: PricingRule = {
  types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
  group: 'database',
  price: ({ inputs }) => [nodes(inputs, nodeCount(inputs))],
};

function nodeCount(inputs: Record<string, unknown>): number | undefined {
  if (inputs.numCacheClusters !== undefined) return numberAt(inputs, ['numCacheClusters'], 1);
  const shards = numberAt(inputs, ['numNodeGroups'], 1);
  const replicas = numberAt(inputs, ['replicasPerNodeGroup'], 0);
  if (shards === undefined || replicas === undefined) return undefined;
  return shards * (1 + replicas);
}

function nodes(inputs: Record<string, unknown>, count: number | undefined): PricingResult {
  const size = stringAt(inputs, ['nodeType'], '');
  if (!size || count === undefined) return unknownUntilDeployed('the type or the number of its nodes');
  const charge: Charge = {
    what: `cache nodes ${size}`,
    meter: `elasticache/${size}`,
    amount: count * HOURS,
    basis: `${count} nodes, ${HOURS} hours`,
  };
  if (stringAt(inputs, ['engine'], 'redis') === 'valkey') charge.factor = VALKEY;
  return charge;
}

/** The rules for ElastiCache clusters and replication groups. */
export const cacheRules = [clusterRule, replicationRule];
