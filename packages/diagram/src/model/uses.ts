import { canonical, listOf, type Node, readPolicy, type ResourceGraph, valueAt } from '@goldpath/program';
import type { Item, Kind } from '../elements.ts';
import type { Membership } from './membership.ts';
import { withParts } from './parts.ts';
import type { Scene } from './scene.ts';
import { namedIn, stringsIn } from './strings.ts';

const role = 'aws:iam/role:Role';
const profile = 'aws:iam/instanceProfile:InstanceProfile';
const policy = 'aws:iam/policy:Policy';

/** The kinds that run code of the program, and so use the resources that their roles and environments name. */
const userKinds: readonly Kind[] = ['compute', 'function', 'api', 'gateway'];

/** The reference to a database's managed secret: the database's id, followed by the output. */
const managedSecret = /#(\d+)#\/masterUserSecret/;

/** Adds arrows to the resources that an item's roles permit and its environment names. */
export function addUses(scene: Scene, { groups }: Membership): void {
  for (const [item, node] of scene.members()) {
    if (!userKinds.includes(item.kind)) continue;
    for (const text of referencesOf(scene.graph, node)) {
      for (const target of targetsIn(scene, text)) {
        // arrows to items with security groups are drawn from the groups
        if (!groups.has(target)) scene.addFlow('use', item.id, target.id);
      }
    }
  }
}

function targetsIn(scene: Scene, text: string): Item[] {
  const types = [...new Set(scene.members().map(([, { type }]) => type))];
  const isSecret = managedSecret.test(text);
  return namedIn(scene.graph, text, types)
    .map(found => (isSecret ? scene.items.get(secretIdOf(scene, found)) : scene.itemOf(found)))
    .filter(item => item !== undefined);
}

/** Returns the id of the item for the secret that RDS manages for a database. */
export function secretIdOf(scene: Scene, database: Node): string {
  return `secret of ${scene.itemOf(database)?.id}`;
}

/** The strings of a resource and its parts, and the resources in the policies of its roles. */
function referencesOf(graph: ResourceGraph, node: Node): string[] {
  const own = withParts(graph, node)
    .flatMap(part => stringsIn(part.inputs))
    .map(({ text }) => text);
  const roles = new Set(own.flatMap(text => rolesIn(graph, text)));
  const permitted = [...roles].flatMap(found => permittedBy(graph, found));
  return [...new Set([...own, ...permitted])];
}

function rolesIn(graph: ResourceGraph, text: string): Node[] {
  return namedIn(graph, text, [role, profile]).flatMap(found => {
    const type = canonical(found.type);
    if (type === role) return [found];
    if (type !== profile) return [];
    return graph
      .targets(found, ['role'], [role])
      .map(({ node }) => node)
      .filter(node => node !== undefined);
  });
}

/** The resources that the policies of a role allow an action on. */
function permittedBy(graph: ResourceGraph, found: Node): string[] {
  return policiesOf(graph, found)
    .flatMap(document => readPolicy(document)?.statements ?? [])
    .filter(({ allows }) => allows)
    .flatMap(({ resources }) => resources);
}

function policiesOf(graph: ResourceGraph, found: Node): unknown[] {
  const attachedInline = graph.pointingAt(found, 'aws:iam/rolePolicy:RolePolicy', ['role']);
  const attached = graph
    .pointingAt(found, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', ['role'])
    .flatMap(node => graph.targets(node, ['policyArn'], [policy]));
  const managed = listOf(found.inputs.managedPolicyArns).map(arn =>
    graph.target(arn, 'managedPolicyArns', [policy]),
  );
  return [
    ...attachedInline.map(({ inputs }) => inputs.policy),
    ...[...attached, ...managed].map(({ node }) => node?.inputs.policy),
    ...listOf(found.inputs.inlinePolicies).map(inline => valueAt(inline, ['policy'])),
  ];
}
