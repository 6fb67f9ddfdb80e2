import { canonical, listOf, type Node, readPolicy, type ResourceGraph } from '@goldpath/policies';
import type { Item, Kind } from '../drawing.ts';
import { bodyOf } from './body.ts';
import { leavesOf, namedIn } from './leaves.ts';
import type { Membership } from './networkFlows.ts';
import type { Scene } from './scene.ts';

const role = 'aws:iam/role:Role';
const profile = 'aws:iam/instanceProfile:InstanceProfile';
const policy = 'aws:iam/policy:Policy';

/** What runs somebody's code, and so uses what its roles and its environment name. */
const users: readonly Kind[] = ['compute', 'function', 'api', 'gateway'];

/** How a text goes on after the id of a database when it speaks of the secret that RDS keeps for it. */
export const managedSecret = /#(\d+)#\/masterUserSecret/;

/** Arrows to whatever the roles of an item permit, and its environment names. */
export function tellUses(scene: Scene, { groups }: Membership): void {
  for (const [item, node] of scene.members()) {
    if (!users.includes(item.kind)) continue;
    for (const text of textsOf(scene.graph, node)) {
      for (const target of targetsIn(scene, text)) {
        // who gets at it over the network is told by its groups
        if (!groups.has(target)) scene.tell('use', item.id, target.id);
      }
    }
  }
}

function targetsIn(scene: Scene, text: string): Item[] {
  const secret = managedSecret.exec(text)?.[1];
  return namedIn(scene.graph, text, namedTypes(scene)).flatMap(
    found => (secret ? scene.items.get(secretIdOf(scene, found)) : scene.itemOf(found)) ?? [],
  );
}

/** The id of the item that stands for the secret that RDS keeps for a database. */
export function secretIdOf(scene: Scene, database: Node): string {
  return `secret of ${scene.itemOf(database)?.id}`;
}

function namedTypes(scene: Scene): string[] {
  return [...new Set(scene.members().map(([, { type }]) => type))];
}

/** The texts of an item, of its parts, and of the policies that its roles hold. */
function textsOf(graph: ResourceGraph, node: Node): string[] {
  const own = bodyOf(graph, node).flatMap(part => leavesOf(part.inputs).map(({ text }) => text));
  const roles = [...new Set(own.flatMap(text => rolesIn(graph, text)))];
  return [...new Set([...own, ...roles.flatMap(found => permittedBy(graph, found))])];
}

function rolesIn(graph: ResourceGraph, text: string): Node[] {
  return namedIn(graph, text, [role, profile]).flatMap(found => {
    if (canonical(found.type) === role) return [found];
    return canonical(found.type) === profile
      ? graph.targets(found, ['role'], [role]).flatMap(({ node }) => node ?? [])
      : [];
  });
}

/** The resources that the policies of a role allow something on. */
function permittedBy(graph: ResourceGraph, found: Node): string[] {
  const inline = graph
    .pointingAt(found, 'aws:iam/rolePolicy:RolePolicy', ['role'])
    .map(({ inputs }) => inputs.policy);
  const attached = graph
    .pointingAt(found, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', ['role'])
    .flatMap(node => graph.targets(node, ['policyArn'], [policy]))
    .map(({ node }) => node?.inputs.policy);
  const managed = listOf(found.inputs.managedPolicyArns).map(
    arn => graph.target(arn, 'managedPolicyArns', [policy]).node?.inputs.policy,
  );
  const inner = listOf(found.inputs.inlinePolicies).map(item => (item as { policy?: unknown }).policy);
  return [...inline, ...attached, ...managed, ...inner].flatMap(document =>
    (readPolicy(document)?.statements ?? [])
      .filter(({ allows }) => allows)
      .flatMap(({ resources }) => resources),
  );
}
