import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '@goldpath/diagnostics';
import { canonical, type Node, type ProgramGraphs } from '@goldpath/program';
import { dataHolders } from './dataHolders.ts';

/** The problems of one stage: the resources that its next deployment would delete or replace. */
interface Loss {
  node: Node;
  /** after "The next deployment would" */
  effect: string;
  stage: string;
}

/**
 * Compares the resources of a program before and after an upgrade. A resource that contains data must not be deleted or
 * replaced; no resource may only change its URN, since it would be deleted and created again.
 *
 * @param folder - the folder of the program in the service
 * @returns an error for each resource with data, and one for all others
 */
export function resourceProblems(before: ProgramGraphs, after: ProgramGraphs, folder: string): Diagnostic[] {
  const losses: Loss[] = [];
  for (const { stack, graph } of before.stages) {
    const next = after.stages.find(stage => stage.stack === stack)?.graph;
    if (next) losses.push(...lossesOf(graph.nodes, next.nodes, stack));
  }
  const location = { file: path.posix.join(folder, 'Pulumi.yaml'), line: 1 };
  const withData = losses.filter(({ node }) => holderOf(node) !== undefined);
  const byResource = Map.groupBy(withData, ({ node, effect }) => `${node.type} ${node.name} ${effect}`);
  const problems = [...byResource.values()].map(same => dataProblem(same, location));
  const others = losses.filter(({ node }) => holderOf(node) === undefined);
  if (others.length > 0) problems.push(otherProblem(others, location));
  return problems;
}

const holderOf = ({ type }: Node) => dataHolders[canonical(type)];

function lossesOf(before: readonly Node[], after: readonly Node[], stage: string): Loss[] {
  const next = new Map<string, Node>();
  for (const node of after) for (const urn of [node.urn, ...(node.aliases ?? [])]) next.set(urn, node);
  const known = new Set(before.map(({ urn }) => urn));
  const created = new Set(after.filter(({ urn }) => !known.has(urn)).map(({ type }) => canonical(type)));
  const losses: Loss[] = [];
  for (const node of before.filter(isManaged)) {
    const effect = effectOn(node, next.get(node.urn), created);
    if (effect !== undefined) losses.push({ node, effect, stage });
  }
  return losses;
}

/** A component has no resource of its own in the cloud. */
function isManaged({ external, type }: Node): boolean {
  return !external && /^[^:]+:[^:]*\/[^:]+:/.test(type);
}

/** The effect of the next deployment; undefined when it keeps the resource, or deletes one without data. */
function effectOn(node: Node, next: Node | undefined, created: ReadonlySet<string>): string | undefined {
  const holder = holderOf(node);
  if (!next) {
    if (created.has(canonical(node.type))) return 'delete it and create another, since its URN changes';
    return holder && 'delete it';
  }
  const changed = holder?.replacedBy.filter(input => !isSame(node.inputs[input], next.inputs[input])) ?? [];
  if (changed.length === 0) return undefined;
  return `replace it, since ${changed.join(' and ')} changes`;
}

/** Synthetic ids have numbers in the order of registration. */
function isSame(left: unknown, right: unknown): boolean {
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value ?? null).replaceAll(/#\d+#/g, '#'));
  return isDeepStrictEqual(plain(left), plain(right));
}

const keepFix =
  'Keep its type, name, parent and these inputs, or give the new resource its old URN in the option "aliases".';

function dataProblem(same: readonly Loss[], location: Diagnostic['location']): Diagnostic {
  const [{ node, effect } = same[0] as Loss] = same;
  const holder = holderOf(node);
  return {
    rule: 'upgrade-keeps-data',
    severity: 'error',
    location,
    subject: { type: node.type, name: node.name, urn: node.urn },
    stages: same.map(({ stage }) => stage),
    message: `${holder?.name} ${node.name}: the next deployment would ${effect}.`,
    fix: holder?.handOver ?? keepFix,
  };
}

function otherProblem(others: readonly Loss[], location: Diagnostic['location']): Diagnostic {
  const names = [...new Set(others.map(({ node }) => `${node.type} ${node.name}`))];
  return {
    rule: 'upgrade-keeps-urns',
    severity: 'error',
    location,
    stages: [...new Set(others.map(({ stage }) => stage))],
    message: `The next deployment would delete ${names.length} resources and create others, since their URNs change: ${names.join(', ')}.`,
    fix: 'Keep their names and parents, or give the new resources the old URNs in the option "aliases".',
  };
}
