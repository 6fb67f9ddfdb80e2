import { environmentOf, type Job, jobsOf, type Workflow } from './workflow.ts';

/** A job with an environment, and one of the names that the environment can have. */
export interface Deployment {
  workflow: Workflow;
  name: string;
  job: Job;
  environment: string;
}

/** Every job with an environment, once for each name that the inputs of callers and the matrix give the environment. */
export function deploymentsOf(workflows: readonly Workflow[]): Deployment[] {
  const deployments: Deployment[] = [];
  for (const workflow of workflows) {
    for (const [name, job] of jobsOf(workflow)) {
      for (const environment of valuesOf(environmentOf(job), { workflow, job }, workflows))
        deployments.push({ workflow, name, job, environment });
    }
  }
  return deployments;
}

/** The values of a string: `${{ inputs.x }}` has those of the callers, `${{ matrix.x }}` those of the matrix. */
function valuesOf(
  text: unknown,
  place: { workflow: Workflow; job: Job },
  workflows: readonly Workflow[],
): string[] {
  if (typeof text !== 'string') return [];
  const found = /\$\{\{ (inputs|matrix)\.(\w+) \}\}/.exec(text);
  if (!found) return [text];
  const [expression, context, name = ''] = found;
  const values = context === 'matrix' ? matrixOf(place.job, name) : inputsOf(place.workflow, name, workflows);
  return [...new Set(values)].flatMap(value => valuesOf(text.replace(expression, value), place, workflows));
}

function matrixOf({ strategy }: Job, name: string): string[] {
  const values = strategy?.matrix?.[name];
  return Array.isArray(values) ? values.map(String) : [];
}

function inputsOf(workflow: Workflow, name: string, workflows: readonly Workflow[]): string[] {
  const triggers = workflow.content.on as Record<string, { inputs?: Record<string, { options?: string[] }> }>;
  const chosen = triggers.workflow_dispatch?.inputs?.[name]?.options ?? [];
  const called = workflows.flatMap(caller =>
    jobsOf(caller)
      .filter(([, { uses }]) => uses?.replace(/@.*/, '').endsWith(`/${workflow.file}`))
      .flatMap(([, job]) => valuesOf(job.with?.[name], { workflow: caller, job }, workflows)),
  );
  return [...chosen, ...called];
}
