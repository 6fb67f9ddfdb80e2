import { environmentOf, type Job, jobsOf, type Workflow } from './workflow.ts';

/** A job that has an environment, under one of the names that it takes. */
export interface Deployment {
  workflow: Workflow;
  name: string;
  job: Job;
  environment: string;
}

/** Every job with an environment, once for each name that callers' inputs and its own matrix give that. */
export function deploymentsOf(workflows: readonly Workflow[]): Deployment[] {
  return workflows.flatMap(workflow =>
    jobsOf(workflow).flatMap(([name, job]) =>
      valuesOf(environmentOf(job), { workflow, job }, workflows).map(environment => ({
        workflow,
        name,
        job,
        environment,
      })),
    ),
  );
}

/** What a text may become: each `${{ inputs.x }}` by its callers, each `${{ matrix.x }}` by the matrix. */
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
