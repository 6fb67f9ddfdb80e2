import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ResourceGraph } from './graph/graph.ts';
import { rules } from './pack.ts';
import type { CheckResult } from './result.ts';
import type { Finding, Rule } from './rules/rule.ts';
import { execute, type ExecuteOptions } from './run/execute.ts';
import { readProject } from './run/project.ts';
import { mergeStages } from './stages.ts';
import { applyWaivers, readWaivers, unusedWaivers } from './waivers.ts';

/** How a program is checked. */
export interface CheckProgramOptions extends ExecuteOptions {
  /** the stack whose configuration is used; every stack that has one when it is left out */
  stack?: string;
}

/**
 * Executes a Pulumi program offline, once for each stack, and applies every rule to what it registers.
 *
 * @param dir the folder that holds Pulumi.yaml
 * @throws ProgramError when there is no program, or when it does not run to its end
 */
export async function checkProgram(dir: string, options: CheckProgramOptions = {}): Promise<CheckResult[]> {
  const root = await realpath(dir).catch(() => path.resolve(dir));
  const today = new Date().toISOString().slice(0, 10);
  const ids = rules.map(({ id }) => id);
  const waivers = await readWaivers(root, ids, today);
  const runs = await execute(await readProject(root, options.stack), options);
  const results = runs.flatMap(({ stack, resources }) =>
    checkGraph(new ResourceGraph(resources), root).map(result =>
      // with one stage there is nothing to tell apart
      runs.length > 1 ? { ...result, stages: [stack] } : result,
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
  const { type, name, urn } = resource;
  const source = graph.sourceOf(resource);
  const harmless = verdict === 'pass' || verdict === 'not-applicable';
  return {
    rule: id,
    severity,
    verdict,
    // Pulumi's own URNs leave out the stack that everything lies in
    resource: { type, name, urn: urn.replace('::pulumi:pulumi:Stack$', '::') },
    location: source
      ? { file: path.relative(root, source.file).split(path.sep).join('/'), line: source.line }
      : { file: 'Pulumi.yaml', line: 1 },
    message: verdict === 'fail' ? `${message} ${why}` : message,
    remedy: harmless ? '' : remedy,
  };
}
