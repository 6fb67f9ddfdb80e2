import { canonical, isUnknown, type Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule, Remediation } from './rules/rule.ts';

/**
 * Returns the remediations of a rule that fix problems of a resource, without those that change nothing; none when they do not
 * leave fewer problems.
 */
export function remediationsFor(rule: PolicyRule, resource: Node, graph: ResourceGraph): Remediation[] {
  const known = (rule.remediations ?? []).filter(({ types }) => types.includes(canonical(resource.type)));
  if (known.length === 0) return [];
  const count = (chosen: readonly Remediation[]) => problemsOf(rule, remediated(resource, chosen), graph);
  const fewest = count(known);
  if (fewest >= count([])) return [];
  return known.reduce<Remediation[]>((chosen, remediation) => {
    const others = chosen.filter(each => each !== remediation);
    return count(others) > fewest ? chosen : others;
  }, known);
}

/** Counts the problems of a resource that takes the place of the one with its URN. */
function problemsOf(rule: PolicyRule, resource: Node, graph: ResourceGraph): number {
  // a rule about one resource needs no other
  const nodes =
    rule.scope === 'resource'
      ? [resource]
      : graph.nodes.map(node => (node.urn === resource.urn ? resource : node));
  return rule
    .check(new ResourceGraph(nodes))
    .filter(finding => finding.resource === resource)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unverifiable').length;
}

function remediated(resource: Node, remediations: readonly Remediation[]): Node {
  return { ...resource, inputs: withRemediations(resource.inputs, remediations) };
}

/** Returns inputs with the values of remediations. Inputs that are known only when they are deployed stay as they are. */
export function withRemediations(
  inputs: Record<string, unknown>,
  remediations: readonly Remediation[],
): Record<string, unknown> {
  return remediations.reduce((changed, { path, value }) => {
    return withValue(changed, path.split('.'), value) as Record<string, unknown>;
  }, inputs);
}

function withValue(content: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return isUnknown(content) ? content : value;
  if (first === '*')
    return Array.isArray(content) ? content.map(item => withValue(item, rest, value)) : content;
  const name = first.replace('?', '');
  const object = content ?? {};
  if (!isPlain(object)) return content;
  const isSkipped = object[name] === undefined && (first.endsWith('?') || rest.includes('*'));
  return isSkipped ? content : { ...object, [name]: withValue(object[name], rest, value) };
}

/** Whether a value is an object whose properties can be changed; a secret of the engine and an asset are not. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
