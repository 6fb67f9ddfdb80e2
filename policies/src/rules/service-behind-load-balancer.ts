import { balancersOf } from '../graph/balancers.ts';
import { carriersOf } from '../graph/carriers.ts';
import { listOf, valueAt, type Node, type ResourceGraph } from '../graph/graph.ts';
import { objectionFindings, objectionToMembers, review, type Objection } from '../graph/objections.ts';
import { numberOf, type Port } from '../graph/ports.ts';
import { groupsOf, type Group, type Source } from '../graph/securityGroups.ts';
import { placeWords } from '../graph/words.ts';
import type { Finding, Rule } from './rule.ts';

/**
 * Other services of the program may call a service by their groups: that is a choice somebody made by name. Addresses and
 * the default group are nobody's choice.
 */
export const serviceBehindLoadBalancer: Rule = {
  id: 'service-behind-load-balancer',
  title: 'A service receives requests from its load balancer and from services by name only.',
  why: 'Past the load balancer there is no TLS, no log of requests and no firewall, and addresses that it tells can be forged.',
  remedy: `Let the group of the load balancer in, and no addresses:
  new aws.vpc.SecurityGroupIngressRule('edge-service', {
    securityGroupId: serviceGroup.id, referencedSecurityGroupId: balancerGroup.id,
    ipProtocol: 'tcp', fromPort: 3000, toPort: 3000,
  });`,
  severity: 'error',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  check: graph => [
    ...graph.ofType('aws:ecs/service:Service').flatMap(service => serviceFindings(graph, service)),
    ...graph.ofType('awsx:ecs:FargateService', 'awsx:ecs:EC2Service').flatMap(componentFindings),
  ],
};

function componentFindings(resource: Node): Finding[] {
  if (!resource.remote) return [];
  const message = 'It is a component of another program, which does not tell whom its tasks let in.';
  return [{ resource, verdict: 'unverifiable', message }];
}

function serviceFindings(graph: ResourceGraph, resource: Node): Finding[] {
  const groups = groupsOf(graph, resource);
  if (resource.external || !groups) {
    const message = resource.external
      ? 'It exists already; this program does not decide who reaches it.'
      : 'It has no network of its own: its tasks share that of their hosts.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  const entries = listOf(resource.inputs.loadBalancers);
  const behind = entries.length > 0;
  const ports: (Port | undefined)[] = behind
    ? entries.map(entry => numberOf(valueAt(entry, ['containerPort'])))
    : ['any'];
  const edge = edgeOf(graph, resource);
  const objections = review(graph, {
    groups,
    ports,
    protocols: ['tcp', 'udp'],
    objectionTo: source => (behind ? objectionTo(graph, source, edge) : objectionWithoutBalancer(source)),
  });
  const tail = behind
    ? `There the service ${resource.name} listens${ports.includes(undefined) ? '' : ` on port ${ports.join(' and ')}`}.`
    : `There the service ${resource.name} runs, which has no load balancer.`;
  const findings: Finding[] = objectionFindings(resource, objections, tail);
  const unseen = groups.find(group => group.unseen)?.unseen;
  if (unseen && !findings.some(finding => finding.resource === resource)) {
    const message = `Who reaches its port cannot be told: ${unseen}.`;
    findings.push({ resource, verdict: 'unverifiable', message });
  }
  if (findings.length > 0) return findings;
  return behind
    ? [{ resource, verdict: 'pass', message: 'Only its load balancer and services by name reach its port.' }]
    : [
        {
          resource,
          verdict: 'not-applicable',
          message: 'It has no load balancer, and no addresses reach it.',
        },
      ];
}

/** What stands in front of a service. */
interface Edge {
  /** of its load balancers */
  groups: ReadonlySet<Group['key']>;
  /** a Network Load Balancer without groups: rules can name it by its addresses only */
  bare?: Node;
  /** why there may be more of it */
  unseen?: string;
}

function edgeOf(graph: ResourceGraph, service: Node): Edge {
  const { balancers, unseen } = balancersOf(graph, service);
  const carried = balancers.map(balancer => ({ balancer, groups: groupsOf(graph, balancer) }));
  const bare = carried.find(({ groups }) => !groups)?.balancer;
  const keys = carried.flatMap(({ groups = [] }) => groups.map(({ key }) => key));
  return {
    groups: new Set(keys.filter(key => key !== undefined)),
    ...(bare && { bare }),
    ...(unseen && { unseen }),
  };
}

function objectionTo(graph: ResourceGraph, source: Source, edge: Edge): Objection | undefined {
  if (source.kind === 'unknown') return { verdict: 'unverifiable', why: source.why };
  if (source.kind !== 'group') return objectionToAddresses(source.text, edge);
  const { group } = source;
  const fail = (why: string): Objection => ({ verdict: 'fail', why });
  if (group.isDefault) return fail('whatever names no group carries the default one');
  if (edge.groups.has(group.key)) return undefined;
  const [entry] = carriersOf(graph, group).entries;
  if (!entry) return objectionToMembers(graph, group);
  const why = `${entry.name}${placeWords(entry)} carries ${group.name}`;
  return edge.unseen
    ? {
        verdict: 'unverifiable',
        why: `${why}, and whether it is the load balancer of the service is not told: ${edge.unseen}`,
      }
    : fail(`${why} and is not the load balancer of the service`);
}

/** A Network Load Balancer without groups speaks from addresses of its subnets, so these alone may be named. */
function objectionToAddresses(text: string, { bare, unseen }: Edge): Objection | undefined {
  const inside = isPrivate(text);
  if (bare && inside) return undefined;
  if (bare) {
    const why = `${bare.name}${placeWords(bare)} has no security group that could be named instead; give it one`;
    return { verdict: /\//.test(text) ? 'fail' : 'unverifiable', why };
  }
  if (unseen && inside) {
    const why = `they may be those of a load balancer that cannot be told: ${unseen}`;
    return { verdict: 'unverifiable', why };
  }
  return { verdict: 'fail', why: 'addresses go past the load balancer; name its group' };
}

function objectionWithoutBalancer(source: Source): Objection | undefined {
  if (source.kind === 'unknown') return { verdict: 'unverifiable', why: source.why };
  if (source.kind === 'group') return undefined;
  return {
    verdict: 'fail',
    why: 'addresses do not tell who speaks from them; put a load balancer in front or name a group',
  };
}

/** Blocks that are not routed on the internet: RFC 1918, RFC 6598 and RFC 4193. */
function isPrivate(block: string): boolean {
  const [address = '', length = '0'] = block.split('/');
  const [first = 0, second = 0] = address.split('.').map(Number);
  if (/^f[cd][\da-f]{2}:/i.test(address)) return Number(length) >= 7;
  if (first === 10) return Number(length) >= 8;
  if (first === 172) return second >= 16 && second < 32 && Number(length) >= 12;
  if (first === 100) return second >= 64 && second < 128 && Number(length) >= 10;
  return first === 192 && second === 168 && Number(length) >= 16;
}
