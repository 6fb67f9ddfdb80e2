import { type Job, jobsOf, type Step, type Workflow } from '../workflows/workflow.ts';
import { JobError } from './jobError.ts';

/** A step of a job, as it runs on this machine. */
export type PlannedStep =
  | { title: string; done: string }
  | { title: string; command: string; strict: boolean; folder: string; env: Record<string, string> };

/** A container that runs beside a job. */
export interface PlannedService {
  name: string;
  env: Record<string, string>;
  /** ports of the container that are mapped to ports of the machine */
  ports: string[];
}

/** A job that this machine can run. */
export interface PlannedJob {
  services: PlannedService[];
  minutes: number;
  /**
   * @param ports - the port of the machine for each port of a service, by `<service> <port>`
   * @throws JobError when a step needs something that only GitHub has
   */
  steps(ports: ReadonlyMap<string, string>): PlannedStep[];
}

/** The actions whose work is already done on this machine. */
const doneHere: Record<string, (step: Step) => string> = {
  'actions/checkout': () => 'the repository is here',
  'actions/setup-node': step => {
    const wanted = step.with?.['node-version'];
    if (Number(wanted) !== Number(process.versions.node.split('.')[0]))
      throw new JobError(
        `It needs Node ${JSON.stringify(wanted)}, and this is Node ${process.versions.node}. Run the command under that version.`,
      );
    return `Node ${process.versions.node} is here`;
  },
};

/**
 * Plans a job.
 *
 * @param file - of the workflow, such as `ci.yml`; may be omitted when only one workflow has such a job with steps
 * @throws JobError when the job is not found, or needs something that only GitHub has
 */
export function planJob(workflows: readonly Workflow[], name: string, file?: string): PlannedJob {
  const { workflow, job } = findJob(workflows, name, file);
  const place = (step: Step, index: number) =>
    `Step ${index + 1} of ${name} (${workflow.file}:${workflow.lineOf(['jobs', name, 'steps', index])}, ${titleOf(step)})`;
  const services = Object.entries(job.services ?? {}).map(([service, { image, env = {}, ports = [] }]) => {
    if (!/^postgres:15\b/.test(image))
      throw new JobError(`The service ${service} of ${name} is ${image}; only postgres:15 can run here.`);
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
  const jobs = workflows.flatMap(workflow => jobsOf(workflow).map(([id, job]) => ({ workflow, id, job })));
  const found = jobs.filter(
    ({ workflow, id, job }) => id === name && job.steps && (!file || workflow.file.endsWith(`/${file}`)),
  );
  const [only, ...others] = found;
  if (!only) {
    const all = jobs.map(({ workflow, id }) => `${id} (${workflow.file})`);
    throw new JobError(`No workflow has a job ${name} with steps; the jobs are ${all.join(', ') || 'none'}.`);
  }
  if (others.length > 0)
    throw new JobError(
      `${name} is a job of ${found.map(({ workflow }) => workflow.file).join(' and of ')}; specify the file too.`,
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
  if (step.if !== undefined) throw new JobError('It has a condition, which only GitHub can evaluate.');
  if (step.uses) return { title, done: doneOf(step) };
  const defaults = { ...content.defaults?.run, ...job.defaults?.run };
  const shell = step.shell ?? defaults.shell;
  if (shell !== undefined && shell !== 'bash')
    throw new JobError(`Its shell is ${shell}; only bash is supported here.`);
  const variables = Object.entries({ ...content.env, ...job.env, ...step.env });
  return {
    title,
    command: withoutExpressions(step.run ?? '', ports),
    // GitHub's bash fails when a command in a pipe fails, but only where the shell is named
    strict: shell === 'bash',
    folder: step['working-directory'] ?? defaults['working-directory'] ?? '.',
    env: Object.fromEntries(variables.map(([key, value]) => [key, withoutExpressions(String(value), ports)])),
  };
}

function doneOf(step: Step): string {
  const action = (step.uses ?? '').replace(/@.*/, '');
  const done = doneHere[action];
  if (done) return done(step);
  const supported = Object.keys(doneHere).join(', ');
  throw new JobError(`${action} cannot run here; the supported actions are ${supported}.`);
}

/** Replaces the only supported expression: the port of a service on the machine. */
function withoutExpressions(text: string, ports: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_expression, inner: string) => {
    const [, service, port] = /^\s*job\.services\.([\w-]+)\.ports\[(?:'(\d+)'|\d+)\]\s*$/.exec(inner) ?? [];
    const known = service && ports.get(`${service} ${port ?? /\d+(?=\]\s*$)/.exec(inner)?.[0]}`);
    if (known) return known;
    throw new JobError(
      /\bsecrets\b/.test(inner)
        ? `It needs a secret (${inner.trim()}), and secrets are not available here.`
        : `${inner.trim()} is not supported here; only the ports of services are.`,
    );
  });
}

function titleOf({ name, uses, run }: Step): string {
  return name ?? uses?.replace(/@.*/, '') ?? run?.trim().split('\n')[0] ?? 'nothing';
}
