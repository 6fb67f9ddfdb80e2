import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import {
  type ProgramError,
  type ProgramGraphs,
  runProgram,
  type ProgramOptions,
  type ResourceGraph,
  subjectOf,
} from '@goldpath/program';
import { omissionDiagnostics } from './omissions.ts';
import { rules } from './rules.ts';
import type { Finding, PolicyRule } from './rules/rule.ts';
import { mergeStages } from './stages.ts';
import { applyWaivers, unusedWaivers } from './waivers.ts';
import { type Waivers, waiversOf } from './waiversOf.ts';

/** How a program is executed and checked. */
export interface CheckOptions extends ProgramOptions {
  /**
   * receives the resource graphs of the program, so that it does not have to be executed again; with the failure when it did not run
   * to its end
   */
  onExecuted?: (program: ProgramGraphs, failure?: ProgramError) => void;
}

/**
 * Executes a Pulumi program offline, once for each stack, and applies every rule to the resources that it creates.
 *
 * @param dir the folder that contains Pulumi.yaml
 * @throws ProgramError when there is no program, or it fails before it has registered a resource
 * @throws WaiversError when `policy-waivers.yaml` is not valid
 */
export async function checkProgram(dir: string, options: CheckOptions = {}): Promise<Diagnostic[]> {
  const root = await realpath(dir).catch(() => path.resolve(dir));
  // invalid waivers are reported without executing the program
  const waivers = await waiversOf(root);
  let failure: ProgramError | undefined;
  const onIncomplete = (error: ProgramError) => (failure = error);
  const program = await runProgram(root, { ...options, onIncomplete });
  options.onExecuted?.(program, failure);
  // a waiver that one stage does not need may be needed by another, and one may be for a resource that was not reached
  const isPartial = failure !== undefined || options.stack !== undefined;
  const diagnostics = apply(program, waivers, isPartial);
  return [...diagnostics, ...(failure?.diagnostics ?? []).map(incomplete)];
}

/**
 * Applies every rule to resource graphs that were not executed, such as those of a plan.
 *
 * @param program its waivers are in `policy-waivers.yaml` in its root
 * @param isPartial whether there may be more stages, so that an unused waiver is not a problem
 * @throws WaiversError when `policy-waivers.yaml` is not valid
 */
export async function checkGraphs(program: ProgramGraphs, isPartial = false): Promise<Diagnostic[]> {
  return apply(program, await waiversOf(program.root), isPartial);
}

function apply(program: ProgramGraphs, { waivers, today }: Waivers, isPartial: boolean): Diagnostic[] {
  const diagnostics = stageDiagnostics(program, program.root);
  const merged = mergeStages(applyWaivers(diagnostics, waivers, today));
  return isPartial ? merged : [...merged, ...unusedWaivers(diagnostics, waivers)];
}

/** A program that failed late was checked on the resources that it had registered. */
function incomplete(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic,
    verdict: 'incomplete',
    message: `The check is incomplete: ${diagnostic.message}. Resources that come later were not checked.`,
    fix: 'Fix the program at this line. The other results are about the resources that it registered before.',
  };
}

function stageDiagnostics({ stages }: ProgramGraphs, root: string): Diagnostic[] {
  return stages.flatMap(({ stack, graph, omissions }) => {
    const diagnostics = [...checkGraph(graph, root), ...omissionDiagnostics(omissions, root)];
    // the name of a stage only matters when there are several
    if (stages.length === 1) return diagnostics;
    return diagnostics.map(diagnostic => ({ ...diagnostic, stages: [stack] }));
  });
}

/**
 * Applies rules to a resource graph. A resource that the program only reads (`Vpc.get`) is managed elsewhere, so it has no
 * findings of its own.
 *
 * @param root the folder that locations are relative to
 */
export function checkGraph(
  graph: ResourceGraph,
  root: string,
  applied: readonly PolicyRule[] = rules,
): Diagnostic[] {
  return applied.flatMap(rule =>
    rule
      .check(graph)
      .filter(({ resource }) => !resource.external)
      .map(finding => toDiagnostic(rule, finding, graph, root)),
  );
}

function toDiagnostic(rule: PolicyRule, finding: Finding, graph: ResourceGraph, root: string): Diagnostic {
  const { resource, verdict, message } = finding;
  const { id, severity, why, fix } = rule;
  const diagnostic: Diagnostic = {
    rule: id,
    severity,
    verdict,
    ...subjectOf(graph, resource, root),
    message,
  };
  if (verdict === 'fail') diagnostic.message = `${message} ${why}`;
  if (verdict === 'fail' || verdict === 'unverifiable') diagnostic.fix = fix;
  return diagnostic;
}
