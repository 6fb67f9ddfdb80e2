import { type Node, type ProgramGraphs, type ResourceGraph, subjectOf } from '@goldpath/program';
import type { PropertyChange } from '@goldpath/program/source';
import { remediationsFor } from './remediation.ts';
import { rules } from './rules.ts';
import type { PolicyRule, Remediation } from './rules/rule.ts';
import { isWaived, waiversOf } from './waiversOf.ts';

/** A change of a program's source that may fix a failure. */
export interface ProposedFix extends PropertyChange {
  rule: string;
  /** absolute path */
  file: string;
  /** what the change does to a resource that exists already */
  change: Remediation['change'];
}

/**
 * Returns the changes that fix failures of a program whose rules have remediations, without the failures that a waiver accepts.
 *
 * @throws WaiversError when `policy-waivers.yaml` is not valid
 */
export async function proposeFixes({ root, stages }: ProgramGraphs): Promise<ProposedFix[]> {
  const waivers = await waiversOf(root);
  const failures = stages.flatMap(({ graph }) => failuresIn(graph));
  const open = failures.filter(({ rule, graph, resource }) => {
    const { subject } = subjectOf(graph, resource, root);
    return !isWaived(waivers, { rule: rule.id, verdict: 'fail', subject });
  });
  // stages share their source
  return [...new Map(open.flatMap(fixesOf).map(fix => [JSON.stringify(fix), fix])).values()];
}

/** A resource that violates a rule with remediations. */
interface Failure {
  rule: PolicyRule;
  graph: ResourceGraph;
  resource: Node;
}

function failuresIn(graph: ResourceGraph): Failure[] {
  return rules
    .filter(({ remediations = [] }) => remediations.length > 0)
    .flatMap(rule => {
      const failing = rule
        .check(graph)
        .filter(({ verdict, resource }) => verdict === 'fail' && !resource.external);
      return [...new Set(failing.map(({ resource }) => resource))].map(resource => ({
        rule,
        graph,
        resource,
      }));
    });
}

function fixesOf({ rule, graph, resource }: Failure): ProposedFix[] {
  const source = graph.sourceOf(resource);
  if (!source) return [];
  const { type, name } = resource;
  return remediationsFor(rule, resource, graph).map(({ path, value, change }) => ({
    rule: rule.id,
    ...source,
    type,
    name,
    path,
    value,
    change,
  }));
}
