import {
  balancersOf,
  membersOf,
  type Group,
  groupsOf,
  listOf,
  type Node,
  numberOf,
  locationSuffix,
  type ResourceGraph,
  type Source,
  valueAt,
} from '@goldpath/program';
import { isPrivateBlock } from '../addresses.ts';
import { ingressFindings, problemWithMembers, type SourceProblem } from '../ingressFindings.ts';
import type { Finding, PolicyRule } from './rule.ts';

/**
 * Other services of the program may call a service through their security groups, which is an explicit choice. Addresses
 * and the default group are not.
 */
export const serviceBehindLoadBalancer: PolicyRule = {
  id: 'service-behind-load-balancer',
  title:
    'A service accepts requests only from its load balancer and from the security groups of other services.',
  why: 'Requests that bypass the load balancer have no TLS, no access log and no firewall, and the client addresses that they report can be forged.',
  fix: `Allow the security group of the load balancer, and no addresses:
  new aws.vpc.SecurityGroupIngressRule('edge-service', {
    securityGroupId: serviceGroup.id, referencedSecurityGroupId: balancerGroup.id,
    ipProtocol: 'tcp', fromPort: 3000, toPort: 3000,
  });`,
  severity: 'error',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  check: graph => [
    ...graph.ofType('aws:ecs/service:Service').flatMap(service => serviceFindings(graph, service)),
    ...graph
      .ofType('awsx:ecs:FargateService', 'awsx:ecs:EC2Service')
      .filter(({ remote }) => remote)
      .map(componentFinding),
  ],
};

function componentFinding(resource: Node): Finding {
  const message = 'It is a component of another program, which does not show who can reach its tasks.';
  return { resource, verdict: 'unverifiable', message };
}

function serviceFindings(graph: ResourceGraph, resource: Node): Finding[] {
  if (resource.external) {
    const message = 'It already exists; this program does not control who can reach it.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  const groups = groupsOf(graph, resource);
  if (!groups) {
    const message = 'It has no network of its own: its tasks share the network of their hosts.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  if (listOf(resource.inputs.loadBalancers).length === 0) return unbalancedFindings(graph, resource, groups);
  return balancedFindings(graph, resource, groups);
}

function balancedFindings(graph: ResourceGraph, resource: Node, groups: Group[]): Finding[] {
  const edge = edgeOf(graph, resource);
  const ports = listOf(resource.inputs.loadBalancers).map(entry =>
    numberOf(valueAt(entry, ['containerPort'])),
  );
  const place = ports.includes(undefined) ? 'there' : `on port ${ports.join(' and ')}`;
  const findings = ingressFindings(graph, resource, {
    groups,
    ports,
    protocols: ['tcp', 'udp'],
    problemWith: source => problemBehind(graph, source, edge),
    target: `The service ${resource.name} listens ${place}.`,
  });
  if (findings.length > 0) return findings;
  const message = 'Only its load balancer and the security groups of other services can reach its port.';
  return [{ resource, verdict: 'pass', message }];
}

function unbalancedFindings(graph: ResourceGraph, resource: Node, groups: Group[]): Finding[] {
  const findings = ingressFindings(graph, resource, {
    groups,
    ports: ['any'],
    protocols: ['tcp', 'udp'],
    problemWith: problemWithoutBalancer,
    target: `The service ${resource.name}, which has no load balancer, runs there.`,
  });
  if (findings.length > 0) return findings;
  const message = 'It has no load balancer, and no addresses can reach it.';
  return [{ resource, verdict: 'not-applicable', message }];
}

/** The load balancers in front of a service. */
interface Edge {
  /** their security groups */
  groups: ReadonlySet<Group['key']>;
  /** a Network Load Balancer without security groups: only its addresses can be allowed */
  ungrouped: Node | undefined;
  /** why there may be others */
  unseen: string | undefined;
}

function edgeOf(graph: ResourceGraph, service: Node): Edge {
  const { balancers, unseen } = balancersOf(graph, service);
  const keys = new Set<Group['key']>();
  let ungrouped: Node | undefined;
  for (const balancer of balancers) {
    const groups = groupsOf(graph, balancer);
    if (!groups) ungrouped ??= balancer;
    for (const { key } of groups ?? []) if (key !== undefined) keys.add(key);
  }
  return { groups: keys, ungrouped, unseen };
}

function problemBehind(graph: ResourceGraph, source: Source, edge: Edge): SourceProblem | undefined {
  if (source.kind === 'unknown') return { verdict: 'unverifiable', reason: source.why };
  if (source.kind !== 'group') return problemWithAddresses(source.text, edge);
  const { group } = source;
  if (group.isDefault)
    return { verdict: 'fail', reason: 'every resource that names no group of its own is a member of it' };
  if (edge.groups.has(group.key)) return undefined;
  const [forwarder] = membersOf(graph, group).forwarders;
  if (!forwarder) return problemWithMembers(graph, group);
  const member = `${forwarder.name}${locationSuffix(forwarder)} is a member of ${group.name}`;
  if (!edge.unseen)
    return { verdict: 'fail', reason: `${member} but is not the load balancer of the service` };
  const reason = `${member}, and whether it is the load balancer of the service cannot be determined: ${edge.unseen}`;
  return { verdict: 'unverifiable', reason };
}

/** A Network Load Balancer without security groups sends from addresses of its subnets, so these may be allowed. */
function problemWithAddresses(text: string, { ungrouped, unseen }: Edge): SourceProblem | undefined {
  const inside = isPrivateBlock(text);
  if (ungrouped && inside) return undefined;
  if (ungrouped) {
    const reason = `${ungrouped.name}${locationSuffix(ungrouped)} has no security group to allow instead; give it one`;
    return { verdict: text.includes('/') ? 'fail' : 'unverifiable', reason };
  }
  if (unseen && inside) {
    const reason = `they may belong to a load balancer that cannot be determined: ${unseen}`;
    return { verdict: 'unverifiable', reason };
  }
  return { verdict: 'fail', reason: 'addresses bypass the load balancer; allow its security group instead' };
}

function problemWithoutBalancer(source: Source): SourceProblem | undefined {
  if (source.kind === 'unknown') return { verdict: 'unverifiable', reason: source.why };
  if (source.kind === 'group') return undefined;
  const reason =
    'an address does not identify the caller; put a load balancer in front, or allow a security group instead';
  return { verdict: 'fail', reason };
}
