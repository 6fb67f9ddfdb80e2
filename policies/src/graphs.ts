import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ResourceGraph } from './graph/graph.ts';
import { execute, type ExecuteOptions } from './run/execute.ts';
import { readProject } from './run/project.ts';

/** How a program is executed. */
export interface ProgramOptions extends ExecuteOptions {
  /** the stack whose configuration is used; every stack that has one when it is left out */
  stack?: string;
}

/** What one stack of a program registers. */
export interface StackGraph {
  stack: string;
  /** the region of the stack's configuration `aws:region`; us-east-1 where it names none */
  region: string;
  graph: ResourceGraph;
}

/** What a program registers. */
export interface ProgramGraphs {
  /** absolute path of the program's folder without links, which the places of resources are in */
  root: string;
  /** the project's name in Pulumi.yaml */
  project: string;
  /** in the order of the stacks' names */
  stages: StackGraph[];
}

/**
 * Executes a Pulumi program offline, once for each stack. Nothing is created anywhere.
 *
 * @param dir the folder that holds Pulumi.yaml
 * @throws ProgramError when there is no program, or when it does not run to its end
 * @throws UnknownStackError when it has no such stack
 */
export async function programGraphs(dir: string, options: ProgramOptions = {}): Promise<ProgramGraphs> {
  const root = await realpath(dir).catch(() => path.resolve(dir));
  const execution = await readProject(root, options.stack);
  const runs = await execute(execution, options);
  const regions = new Map(execution.stacks.map(({ stack, config }) => [stack, config['aws:region']]));
  const stages = runs.map(({ stack, resources }) => ({
    stack,
    region: regions.get(stack) ?? '',
    graph: new ResourceGraph(resources),
  }));
  return { root, project: execution.project, stages };
}
