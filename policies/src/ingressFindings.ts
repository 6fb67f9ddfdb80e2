import {
  describePermission,
  type Group,
  ingressOf,
  locationSuffix,
  membersOf,
  type Node,
  opens,
  type Permission,
  type Port,
  type ResourceGraph,
  type Source,
  type Transport,
} from '@goldpath/program';
import { toFindings } from './rules/problem.ts';
import type { Finding } from './rules/rule.ts';

/** Why a source must not be let in, or why that cannot be determined. */
export interface SourceProblem {
  verdict: 'fail' | 'unverifiable';
  /** a clause that follows a colon */
  reason: string;
}

/** The ways to a resource that a rule restricts. */
export interface Ingress {
  /** the security groups of the resource */
  groups: readonly Group[];
  /** the ports that the resource listens on; undefined for one that is known only when it is deployed */
  ports: readonly (Port | undefined)[];
  protocols: readonly Transport[];
  /** the problem with letting a source in, if there is one */
  problemWith: (source: Source) => SourceProblem | undefined;
  /** the last sentence of each message: the resource behind the groups */
  target: string;
}

interface PermissionProblem extends SourceProblem {
  permission: Permission;
}

/**
 * The findings about who can reach a resource: one for each resource that has to be changed, and one for the resource itself
 * where the program does not show all of its rules. None when nothing is wrong.
 */
export function ingressFindings(graph: ResourceGraph, resource: Node, ingress: Ingress): Finding[] {
  const problems = ingress.groups.flatMap(group => groupProblems(graph, group, ingress));
  const byResource = Map.groupBy(problems, ({ permission }) =>
    isMadeByAws(permission) ? resource : permission.by,
  );
  const findings = [...byResource].flatMap(([node, all]) => permissionFindings(node, all, ingress.target));
  const unseen = ingress.groups.find(group => group.unseen)?.unseen;
  if (unseen && !byResource.has(resource)) {
    const message = `Who can reach its port cannot be determined: ${unseen}.`;
    findings.push({ resource, verdict: 'unverifiable', message });
  }
  return findings;
}

function permissionFindings(resource: Node, problems: PermissionProblem[], target: string): Finding[] {
  const sentences = problems.map(({ verdict, permission, reason }) => ({
    verdict,
    message: `${describePermission(permission)}: ${reason}. ${target}`,
  }));
  return toFindings(resource, sentences, '');
}

function groupProblems(graph: ResourceGraph, group: Group, ingress: Ingress): PermissionProblem[] {
  const { permissions, unresolved } = ingressOf(graph, group);
  const problemsOf = (list: readonly Permission[]) =>
    list.map(permission => permissionProblem(permission, ingress)).filter(problem => problem !== undefined);
  const problems = problemsOf(permissions);
  const [possible] = problemsOf(unresolved);
  if (possible) {
    const reason = `${possible.reason}, and which group it opens is known only when it is deployed`;
    problems.push({ ...possible, verdict: 'unverifiable', reason });
  }
  return problems;
}

function permissionProblem(permission: Permission, ingress: Ingress): PermissionProblem | undefined {
  const open = ingress.ports.map(port => opens(permission.ports, port, ingress.protocols));
  if (open.every(answer => answer === 'no')) return undefined;
  const problem = ingress.problemWith(permission.source);
  if (!problem || open.includes('yes')) return problem && { ...problem, permission };
  const reason = `${problem.reason}, and which port it opens is known only when it is deployed`;
  return { verdict: 'unverifiable', reason, permission };
}

/** The rules of a default group are not resources of the program until it is managed. */
function isMadeByAws({ group, by }: Permission): boolean {
  return group.isDefault && group.key === by && !by.type.includes('SecurityGroup');
}

/** The problem with letting in the members of a group, when none of them forwards the requests of others. */
export function problemWithMembers(graph: ResourceGraph, group: Group): SourceProblem | undefined {
  if (group.unseen)
    return {
      verdict: 'unverifiable',
      reason: `the members of ${group.name} cannot be determined: ${group.unseen}`,
    };
  const { workloads, others, unclear } = membersOf(graph, group);
  if (unclear) {
    const reason = `${unclear.name}${locationSuffix(unclear)} may be a member of ${group.name}: its groups are known only when it is deployed`;
    return { verdict: 'unverifiable', reason };
  }
  if (workloads.length > 0) return undefined;
  const { permissions } = ingressOf(graph, group);
  const open = permissions.find(({ source }) => source.kind === 'cidr' && /\/[01]$/.test(source.text));
  if (open) {
    const reason = `the internet can reach ${group.name}${locationSuffix(open.by)}, and no service of the program is a member of it`;
    return { verdict: 'fail', reason };
  }
  const [other] = others;
  const member = other ? `only ${other.name}${locationSuffix(other)}` : 'nothing in the program';
  const reason = `${member} is a member of ${group.name}, so the group does not identify a service`;
  return { verdict: 'unverifiable', reason };
}
