import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ResourceGraph } from './graph/graph.ts';
import { ProgramError } from './programError.ts';
import { execute, type ExecuteOptions } from './run/execute.ts';
import { readProject } from './run/project.ts';
import type { Execution, Omission } from './run/recorded.ts';
import { evaluateYaml } from './yaml/evaluateYaml.ts';

/** The options of {@link runProgram}. */
export interface ProgramOptions extends ExecuteOptions {
  /** the stack to execute; by default every stack that has a configuration file */
  stack?: string;
  /**
   * receives the error of a program that fails after it has registered resources, which are returned then; by default the
   * error is thrown
   */
  onIncomplete?: (error: ProgramError) => void;
  /** texts that take the place of TypeScript files of the program, by absolute path */
  sources?: Execution['sources'];
  /** executes the program; by default in a process of its own, see `ProgramHost` */
  execute?: typeof execute;
}

/** The resources that one stack of a program registers. */
export interface StackGraph {
  stack: string;
  /** the stack's configuration `aws:region`; us-east-1 by default */
  region: string;
  graph: ResourceGraph;
  /** the parts of the program that were not executed */
  omissions: readonly Omission[];
}

/** The resources that a program registers, by stack. */
export interface ProgramGraphs {
  /** real path of the program's folder, which the source positions of resources are in */
  root: string;
  /** the project's name in Pulumi.yaml */
  project: string;
  /** in the order of the stacks' names */
  stages: StackGraph[];
}

/**
 * Executes a Pulumi program offline, once for each stack. No cloud resource is created.
 *
 * @param dir the folder that contains Pulumi.yaml
 * @throws ProgramError when there is no program, or when it fails or does not end
 * @throws UnknownStackError when the program has no such stack
 */
export async function runProgram(dir: string, options: ProgramOptions = {}): Promise<ProgramGraphs> {
  const root = await realpath(dir).catch(() => path.resolve(dir));
  const execution = { ...(await readProject(root, options.stack)), sources: options.sources };
  const run = execution.runtime === 'yaml' ? evaluateYaml : (options.execute ?? execute);
  const runs = await run(execution, options).catch((error: unknown) => {
    if (!(error instanceof ProgramError) || error.partial.length === 0 || !options.onIncomplete) throw error;
    options.onIncomplete(error);
    return error.partial;
  });
  const regions = new Map(execution.stacks.map(({ stack, config }) => [stack, config['aws:region']]));
  const stages = runs.map(({ stack, resources, omissions }) => ({
    stack,
    omissions,
    region: regions.get(stack) ?? '',
    graph: new ResourceGraph(resources),
  }));
  return { root, project: execution.project, stages };
}
