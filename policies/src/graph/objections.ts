import { carriersOf } from './carriers.ts';
import type { Node, ResourceGraph } from './graph.ts';
import { opens, type Port, type Transport } from './ports.ts';
import { ingressOf, permissionWords, type Group, type Permission, type Source } from './securityGroups.ts';
import { placeWords } from './words.ts';

/** What is wrong with whom a permission lets in. */
export interface Objection {
  verdict: 'fail' | 'unverifiable';
  /** in words that follow a colon */
  why: string;
}

/** What is wrong with a permission. */
export interface Objectionable extends Objection {
  permission: Permission;
}

/** Which ways into groups are looked at, and what is wrong with whom they let in. */
export interface Review {
  groups: readonly Group[];
  /** nothing for one that is known only when it is deployed */
  ports: readonly (Port | undefined)[];
  protocols: readonly Transport[];
  objectionTo: (source: Source) => Objection | undefined;
}

/** What is wrong with the ways into groups, as far as they open one of the ports. */
export function review(
  graph: ResourceGraph,
  { groups, ports, protocols, objectionTo }: Review,
): Objectionable[] {
  const judge = (permission: Permission): Objectionable[] => {
    const open = ports.map(port => opens(permission.ports, port, protocols));
    if (open.every(one => one === 'no')) return [];
    const objection = objectionTo(permission.source);
    if (!objection || open.includes('yes')) return objection ? [{ ...objection, permission }] : [];
    const why = `${objection.why}, and which port it opens is known only when it is deployed`;
    return [{ verdict: 'unverifiable', why, permission }];
  };
  return groups.flatMap(group => {
    const { permissions, adrift } = ingressOf(graph, group);
    const [stray] = adrift.flatMap(judge);
    const why = `${stray?.why}, and which group it opens is known only when it is deployed`;
    return [
      ...permissions.flatMap(judge),
      ...(stray ? [{ ...stray, verdict: 'unverifiable' as const, why }] : []),
    ];
  });
}

/**
 * One finding for each resource that has to be mended.
 *
 * @param resident what carries the groups
 * @param tail the last sentence: what stands behind the groups
 */
export function objectionFindings(resident: Node, objections: readonly Objectionable[], tail: string) {
  const byResource = new Map<Node, Objectionable[]>();
  for (const objection of objections) {
    const resource = isGivenByAws(objection.permission) ? resident : objection.permission.by;
    byResource.set(resource, [...(byResource.get(resource) ?? []), objection]);
  }
  return [...byResource].map(([resource, all]) => {
    const failed = all.filter(({ verdict }) => verdict === 'fail');
    const verdict: Objection['verdict'] = failed.length > 0 ? 'fail' : 'unverifiable';
    const sentences = (failed.length > 0 ? failed : all).map(
      ({ permission, why }) => `${permissionWords(permission)}: ${why}.`,
    );
    return { resource, verdict, message: [...sentences, tail].join(' ') };
  });
}

/** No resource of the program says what a default group lets in before it is managed. */
function isGivenByAws({ group, by }: Permission): boolean {
  return group.isDefault && group.key === by && !by.type.includes('SecurityGroup');
}

/** What is wrong with letting in whoever carries a group, as long as none of them passes on the requests of others. */
export function objectionToMembers(graph: ResourceGraph, group: Group): Objection | undefined {
  if (group.unseen)
    return { verdict: 'unverifiable', why: `who carries ${group.name} is not told: ${group.unseen}` };
  const { workloads, others, unclear } = carriersOf(graph, group);
  if (unclear) {
    const why = `${unclear.name}${placeWords(unclear)} may carry ${group.name}: its groups are known only when it is deployed`;
    return { verdict: 'unverifiable', why };
  }
  if (workloads.length > 0) return undefined;
  const { permissions } = ingressOf(graph, group);
  const open = permissions.find(({ source }) => source.kind === 'cidr' && /\/[01]$/.test(source.text));
  if (open) {
    const why = `the internet reaches ${group.name}${placeWords(open.by)}, and no service of the program carries it`;
    return { verdict: 'fail', why };
  }
  const who = others[0] ? `only ${others[0].name}${placeWords(others[0])}` : 'nothing in the program';
  return {
    verdict: 'unverifiable',
    why: `${who} carries ${group.name}, so it does not tell which service is meant`,
  };
}
