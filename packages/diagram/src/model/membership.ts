import {
  canonical,
  type Group,
  groupOf,
  groupsOf,
  membersOf,
  type Node,
  residentTypes,
} from '@goldpath/program';
import type { Item } from '../elements.ts';
import { withParts } from './parts.ts';
import type { Scene } from './scene.ts';

/** The security groups of each item, and the items of each security group. */
export interface Membership {
  groups: Map<Item, Group[]>;
  /** by the key of the group */
  members: Map<Node | string, Item[]>;
}

/** Returns the security groups that items, or parts of them, are members of. */
export function membershipOf(scene: Scene): Membership {
  const { graph } = scene;
  const groups = new Map<Item, Group[]>();
  const members = new Map<Node | string, Item[]>();
  const join = (item: Item, group: Group) => {
    const { key } = group;
    const known = groups.get(item) ?? [];
    if (key !== undefined && known.some(other => other.key === key)) return;
    groups.set(item, [...known, group]);
    if (key !== undefined) members.set(key, [...(members.get(key) ?? []), item]);
  };
  for (const [item, node] of scene.members()) {
    for (const part of withParts(graph, node).filter(({ type }) => residentTypes.includes(canonical(type))))
      for (const group of groupsOf(graph, part) ?? []) join(item, group);
  }
  const types = ['aws:ec2/securityGroup:SecurityGroup', 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup'];
  for (const node of graph.ofType(...types)) {
    const group = groupOf(graph, Object.keys(node.handles)[0], 'id');
    const { forwarders, workloads, others } = membersOf(graph, group);
    for (const member of [...forwarders, ...workloads, ...others])
      for (const item of scene.itemsWith(member)) join(item, group);
  }
  return { groups, members };
}
