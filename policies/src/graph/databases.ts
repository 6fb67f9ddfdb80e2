import { canonical, type Node, type ResourceGraph } from './graph.ts';
import { numberOf } from './ports.ts';

/**
 * The port on which an engine of RDS listens when nobody says another:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function enginePort(engine: unknown): number | undefined {
  const ports: [RegExp, number][] = [
    [/postgres/, 5432],
    [/mysql|maria|^aurora$/, 3306],
    [/sqlserver/, 1433],
    [/oracle/, 1521],
    [/^db2/, 50_000],
    [/^docdb/, 27_017],
    [/^neptune/, 8182],
  ];
  return ports.find(([name]) => name.test(String(engine).toLowerCase()))?.[1];
}

/** What keeps data behind a port, and the port that each has when nobody says another. */
const usualPorts: Record<string, (inputs: Record<string, unknown>) => number | undefined> = {
  'aws:rds/instance:Instance': ({ engine }) => enginePort(engine),
  'aws:rds/cluster:Cluster': ({ engine }) => enginePort(engine),
  'aws:rds/proxy:Proxy': ({ engineFamily }) => enginePort(engineFamily),
  'aws:docdb/cluster:Cluster': () => 27_017,
  'aws:neptune/cluster:Cluster': () => 8182,
  'aws:redshift/cluster:Cluster': () => 5439,
  'aws:elasticache/cluster:Cluster': ({ engine }) => (engine === 'memcached' ? 11_211 : 6379),
  'aws:elasticache/replicationGroup:ReplicationGroup': () => 6379,
  'aws:elasticache/serverlessCache:ServerlessCache': ({ engine }) => (engine === 'memcached' ? 11_211 : 6379),
  'aws:memorydb/cluster:Cluster': () => 6379,
};

/** Types of what keeps data behind a port: databases, their proxies and caches. */
export const databaseTypes = Object.keys(usualPorts);

/** The port of a database; nothing when it is known only when it is deployed. */
export function portOf(graph: ResourceGraph, node: Node): number | undefined {
  const { port } = node.inputs;
  if (port !== undefined && port !== null) return numberOf(port);
  const [source] = graph.targets(node, ['replicateSourceDb'], ['aws:rds/instance:Instance']);
  if (source?.node && source.node !== node) return portOf(graph, source.node);
  return usualPorts[canonical(node.type)]?.(node.inputs);
}
