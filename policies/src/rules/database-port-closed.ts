import { carriersOf } from '../graph/carriers.ts';
import { databaseTypes, portOf } from '../graph/databases.ts';
import type { Node, ResourceGraph } from '../graph/graph.ts';
import { objectionFindings, objectionToMembers, review, type Objection } from '../graph/objections.ts';
import { groupsOf, type Source } from '../graph/securityGroups.ts';
import { placeWords } from '../graph/words.ts';
import type { Finding, Rule } from './rule.ts';

/**
 * An address says nothing of who speaks from it: any block of addresses fails, the VPC's own as well, and so does a prefix
 * list, which is a list of such blocks. A group says it, when it is carried by services and not by a load balancer.
 */
export const databasePortClosed: Rule = {
  id: 'database-port-closed',
  title: 'Only the groups of services reach the port of a database.',
  why: 'Whoever reaches the port can try passwords and known faults on the database, past the service and its checks.',
  remedy: `Let the group of the service in, and nothing else:
  new aws.vpc.SecurityGroupIngressRule('service-database', {
    securityGroupId: databaseGroup.id, referencedSecurityGroupId: serviceGroup.id,
    ipProtocol: 'tcp', fromPort: 5432, toPort: 5432,
  });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
  check: graph => graph.ofType(...databaseTypes).flatMap(database => databaseFindings(graph, database)),
};

function databaseFindings(graph: ResourceGraph, resource: Node): Finding[] {
  if (resource.external) {
    const message = 'It exists already; this program does not decide who reaches it.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  const groups = groupsOf(graph, resource);
  // a node of a replication group is reached through the groups of that
  if (!groups || resource.inputs.replicationGroupId !== undefined) return [];
  const port = portOf(graph, resource);
  const objections = review(graph, {
    groups,
    ports: [port],
    protocols: ['tcp'],
    objectionTo: source => objectionTo(graph, source),
  });
  const listens = `There the database ${resource.name} listens${port === undefined ? '' : ` on port ${port}`}.`;
  const unseen = groups.find(group => group.unseen)?.unseen;
  const findings: Finding[] = objectionFindings(resource, objections, listens);
  if (unseen && !findings.some(finding => finding.resource === resource)) {
    const message = `Who reaches its port cannot be told: ${unseen}.`;
    findings.push({ resource, verdict: 'unverifiable', message });
  }
  if (findings.length > 0) return findings;
  return [{ resource, verdict: 'pass', message: 'Only groups of services reach its port.' }];
}

function objectionTo(graph: ResourceGraph, source: Source): Objection | undefined {
  if (source.kind === 'unknown') return { verdict: 'unverifiable', why: source.why };
  const fail = (why: string): Objection => ({ verdict: 'fail', why });
  if (source.kind !== 'group')
    return fail('addresses do not tell who speaks from them; name the group of the service');
  const { group } = source;
  if (group.isDefault) return fail('whatever names no group carries the default one');
  const [entry] = carriersOf(graph, group).entries;
  return entry
    ? fail(`${entry.name}${placeWords(entry)} carries ${group.name} and passes on the requests of others`)
    : objectionToMembers(graph, group);
}
