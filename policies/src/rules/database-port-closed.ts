import {
  membersOf,
  databaseTypes,
  groupsOf,
  type Node,
  locationSuffix,
  portOf,
  type ResourceGraph,
  type Source,
} from '@goldpath/program';
import { ingressFindings, problemWithMembers, type SourceProblem } from '../ingressFindings.ts';
import type { Finding, PolicyRule } from './rule.ts';

/**
 * An address does not identify a caller: any block of addresses fails, the VPC's own as well, and so does a prefix list,
 * which is a list of such blocks. A group does, when its members are services and not load balancers.
 */
export const databasePortClosed: PolicyRule = {
  id: 'database-port-closed',
  title: 'Only the security groups of services can reach the port of a database.',
  why: 'Anything that reaches the port can try passwords and known vulnerabilities against the database, bypassing the service and its checks.',
  fix: `Allow the security group of the service, and nothing else:
  new aws.vpc.SecurityGroupIngressRule('service-database', {
    securityGroupId: databaseGroup.id, referencedSecurityGroupId: serviceGroup.id,
    ipProtocol: 'tcp', fromPort: 5432, toPort: 5432,
  });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
  controls: ['Redshift.15'],
  check: graph => graph.ofType(...databaseTypes).flatMap(database => databaseFindings(graph, database)),
};

function databaseFindings(graph: ResourceGraph, resource: Node): Finding[] {
  if (resource.external) {
    const message = 'It already exists; this program does not control who can reach it.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  const groups = groupsOf(graph, resource);
  // a node of a replication group is reached through the groups of the replication group
  if (!groups || resource.inputs.replicationGroupId !== undefined) return [];
  const port = portOf(graph, resource);
  const findings = ingressFindings(graph, resource, {
    groups,
    ports: [port],
    protocols: ['tcp'],
    problemWith: source => problemWith(graph, source),
    target: `The database ${resource.name} listens ${port === undefined ? 'there' : `on port ${port}`}.`,
  });
  if (findings.length > 0) return findings;
  return [{ resource, verdict: 'pass', message: 'Only the security groups of services can reach its port.' }];
}

function problemWith(graph: ResourceGraph, source: Source): SourceProblem | undefined {
  if (source.kind === 'unknown') return { verdict: 'unverifiable', reason: source.why };
  if (source.kind !== 'group') {
    const reason = 'an address does not identify the caller; allow the security group of the service instead';
    return { verdict: 'fail', reason };
  }
  const { group } = source;
  if (group.isDefault)
    return { verdict: 'fail', reason: 'every resource that names no group of its own is a member of it' };
  const [forwarder] = membersOf(graph, group).forwarders;
  if (!forwarder) return problemWithMembers(graph, group);
  const reason = `${forwarder.name}${locationSuffix(forwarder)} is a member of ${group.name} and forwards the requests of others`;
  return { verdict: 'fail', reason };
}
