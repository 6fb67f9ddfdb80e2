import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ResourceGraph } from './graph/graph.ts';
import { type ProgramGraphs, type ProgramOptions, programGraphs } from './graphs.ts';
import { rules } from './pack.ts';
import type { CheckResult } from './result.ts';
import type { Finding, Rule } from './rules/rule.ts';
import { mergeStages } from './stages.ts';
import { subjectOf } from './subject.ts';
import { applyWaivers, readWaivers, unusedWaivers } from './waivers.ts';

/**
 * Executes a Pulumi program offline, once for each stack, and applies every rule to what it registers.
 *
 * @param dir the folder that holds Pulumi.yaml
 * @param options `onExecuted` is given what the program registers, for those who want more of it than a check
 * @throws ProgramError when there is no program, or when it does not run to its end
 */
export async function checkProgram(
  dir: string,
  options: ProgramOptions & { onExecuted?: (program: ProgramGraphs) => void } = {},
): Promise<CheckResult[]> {
  const root = await realpath(dir).catch(() => path.resolve(dir));
  const today = new Date().toISOString().slice(0, 10);
  const ids = rules.map(({ id }) => id);
  const waivers = await readWaivers(root, ids, today);
  const program = await programGraphs(root, options);
  options.onExecuted?.(program);
  const { stages } = program;
  const results = stages.flatMap(({ stack, graph }) =>
    checkGraph(graph, root).map(result =>
      // with one stage there is nothing to tell apart
      stages.length > 1 ? { ...result, stages: [stack] } : result,
    ),
  );
  const judged = mergeStages(applyWaivers(results, waivers, today));
  // what one stage does not need another one may
  return options.stack === undefined ? [...judged, ...unusedWaivers(results, waivers)] : judged;
}

/**
 * Applies rules to a graph.
 *
 * @param root the folder that locations are relative to
 */
export function checkGraph(
  graph: ResourceGraph,
  root: string,
  applied: readonly Rule[] = rules,
): CheckResult[] {
  return applied.flatMap(rule => rule.check(graph).map(finding => toResult(rule, finding, graph, root)));
}

function toResult(
  { id, severity, why, remedy }: Rule,
  { resource, verdict, message }: Finding,
  graph: ResourceGraph,
  root: string,
): CheckResult {
  const harmless = verdict === 'pass' || verdict === 'not-applicable';
  return {
    rule: id,
    severity,
    verdict,
    ...subjectOf(graph, resource, root),
    message: verdict === 'fail' ? `${message} ${why}` : message,
    remedy: harmless ? '' : remedy,
  };
}
