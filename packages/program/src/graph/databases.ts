import { canonical, type Node, type ResourceGraph } from './graph.ts';
import { numberOf } from './ports.ts';

/**
 * Returns the default port of an RDS engine:
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

/** Returns the default port of an ElastiCache engine. */
export function cachePort(engine: unknown): number {
  return engine === 'memcached' ? 11_211 : 6379;
}

/** The default port of each type of data store. */
const defaultPorts: Record<string, (inputs: Record<string, unknown>) => number | undefined> = {
  'aws:rds/instance:Instance': ({ engine }) => enginePort(engine),
  'aws:rds/cluster:Cluster': ({ engine }) => enginePort(engine),
  'aws:rds/proxy:Proxy': ({ engineFamily }) => enginePort(engineFamily),
  'aws:docdb/cluster:Cluster': () => 27_017,
  'aws:neptune/cluster:Cluster': () => 8182,
  'aws:redshift/cluster:Cluster': () => 5439,
  'aws:elasticache/cluster:Cluster': ({ engine }) => cachePort(engine),
  'aws:elasticache/replicationGroup:ReplicationGroup': () => 6379,
  'aws:elasticache/serverlessCache:ServerlessCache': ({ engine }) => cachePort(engine),
  'aws:memorydb/cluster:Cluster': () => 6379,
};

/** The types of data stores that listen on a port: databases, their proxies and caches. */
export const databaseTypes = Object.keys(defaultPorts);

/** Returns the port of a database; `undefined` when it is known only when it is deployed. */
export function portOf(graph: ResourceGraph, node: Node): number | undefined {
  const { port } = node.inputs;
  if (port !== undefined && port !== null) return numberOf(port);
  const [source] = graph.targets(node, ['replicateSourceDb'], ['aws:rds/instance:Instance']);
  if (source?.node && source.node !== node) return portOf(graph, source.node);
  return defaultPorts[canonical(node.type)]?.(node.inputs);
}
