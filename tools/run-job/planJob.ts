import { type Job, jobsOf, type Step, type Workflow } from '../workflows/workflow.ts';
import { JobError } from './jobError.ts';

/** A step of a job as it runs here. */
export type PlannedStep =
  | { title: string; done: string }
  | { title: string; command: string; strict: boolean; folder: string; env: Record<string, string> };

/** A container that runs beside a job. */
export interface PlannedService {
  name: string;
  env: Record<string, string>;
  /** ports of the container that the job may ask the machine's port of */
  ports: string[];
}

/** A job that this machine can run. */
export interface PlannedJob {
  services: PlannedService[];
  minutes: number;
  /**
   * @param ports the machine's port of each service's port, by `<service> <port>`
   * @throws JobError where a step asks for what only GitHub has
   */
  steps(ports: ReadonlyMap<string, string>): PlannedStep[];
}

/** What an action has done already on this machine. */
const doneHere: Record<string, (step: Step) => string> = {
  'actions/checkout': () => 'the repository is here',
  'actions/setup-node': step => {
    const wanted = String(step.with?.['node-version'] ?? '');
    if (wanted !== process.versions.node.split('.')[0])
      throw new JobError(
        `It wants Node ${wanted}; this is Node ${process.versions.node}. Run it under that one.`,
      );
    return `Node ${process.versions.node} is here`;
  },
};

/**
 * Plans a job.
 *
 * @param file the workflow's, such as `ci.yml`; left out, the only one that has such a job with steps
 * @throws JobError where the job is not found, or asks for what only GitHub has
 */
export function planJob(workflows: readonly Workflow[], name: string, file?: string): PlannedJob {
  const { workflow, job } = findJob(workflows, name, file);
  const place = (step: Step, index: number) =>
    `Step ${index + 1} of ${name} (${workflow.file}:${workflow.lineOf(['jobs', name, 'steps', index])}, ${titleOf(step)})`;
  const services = Object.entries(job.services ?? {}).map(([service, { image, env = {}, ports = [] }]) => {
    if (!/^postgres:15\b/.test(image))
      throw new JobError(
        `The service ${service} of ${name} is ${image}; this machine has PostgreSQL 15 in place of postgres:15 and nothing else.`,
      );
    return { name: service, env, ports: ports.map(port => String(port).replace(/^.*:|\/tcp$/g, '')) };
  });
  const steps = (ports: ReadonlyMap<string, string>) =>
    (job.steps ?? []).map((step, index) => {
      try {
        return planStep(step, { workflow, job, ports });
      } catch (error) {
        if (!(error instanceof JobError)) throw error;
        throw new JobError(`${place(step, index)}: ${error.message}`);
      }
    });
  return { services, minutes: Number(job['timeout-minutes'] ?? 360), steps };
}

function findJob(
  workflows: readonly Workflow[],
  name: string,
  file?: string,
): { workflow: Workflow; job: Job } {
  const found = workflows
    .filter(workflow => !file || workflow.file.endsWith(`/${file}`))
    .flatMap(workflow =>
      jobsOf(workflow)
        .filter(([job, { steps }]) => job === name && steps)
        .map(([, job]) => ({ workflow, job })),
    );
  const [only, ...others] = found;
  if (!only) {
    const all = workflows.flatMap(workflow => jobsOf(workflow).map(([job]) => `${job} (${workflow.file})`));
    throw new JobError(`No job ${name} with steps; there are ${all.join(', ') || 'no workflows'}.`);
  }
  if (others.length > 0)
    throw new JobError(
      `${name} is a job of ${found.map(({ workflow }) => workflow.file).join(' and of ')}; name the file too.`,
    );
  return only;
}

interface Place {
  workflow: Workflow;
  job: Job;
  ports: ReadonlyMap<string, string>;
}

function planStep(step: Step, { workflow: { content }, job, ports }: Place): PlannedStep {
  const title = titleOf(step);
  if (step.if !== undefined) throw new JobError('It has a condition, which only GitHub can decide.');
  if (step.uses) {
    const action = step.uses.replace(/@.*/, '');
    const done = doneHere[action];
    if (!done)
      throw new JobError(`${action} cannot run here; what is known is ${Object.keys(doneHere).join(', ')}.`);
    return { title, done: done(step) };
  }
  const shell = step.shell ?? job.defaults?.run?.shell ?? content.defaults?.run?.shell;
  if (shell !== undefined && shell !== 'bash')
    throw new JobError(`Its shell is ${shell}; only bash is here.`);
  return {
    title,
    command: withoutExpressions(step.run ?? '', ports),
    // GitHub's bash minds a failure in a pipe only where the shell is named
    strict: shell === 'bash',
    folder:
      step['working-directory'] ??
      job.defaults?.run?.['working-directory'] ??
      content.defaults?.run?.['working-directory'] ??
      '.',
    env: Object.fromEntries(
      Object.entries({ ...content.env, ...job.env, ...step.env }).map(([key, value]) => [
        key,
        withoutExpressions(String(value), ports),
      ]),
    ),
  };
}

/** Replaces the one expression that is known here: the machine's port of a service. */
function withoutExpressions(text: string, ports: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_expression, inner: string) => {
    const [, service, port] = /^\s*job\.services\.([\w-]+)\.ports\[(?:'(\d+)'|\d+)\]\s*$/.exec(inner) ?? [];
    const known = service && ports.get(`${service} ${port ?? /\d+(?=\]\s*$)/.exec(inner)?.[0]}`);
    if (known) return known;
    throw new JobError(
      /\bsecrets\b/.test(inner)
        ? `It wants a secret (${inner.trim()}), and there is none here.`
        : `${inner.trim()} is not known here; only the ports of its services are.`,
    );
  });
}

function titleOf({ name, uses, run }: Step): string {
  return name ?? uses?.replace(/@.*/, '') ?? run?.trim().split('\n')[0] ?? 'nothing';
}
