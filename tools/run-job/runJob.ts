import { spawn } from 'node:child_process';
import path from 'node:path';
import { type Postgres, startPostgres } from '../postgres.ts';
import { loadWorkflows } from '../workflows/workflow.ts';
import { JobError } from './jobError.ts';
import { planJob, type PlannedService, type PlannedStep } from './planJob.ts';

/** The options of {@link runJob}. */
export interface RunJobOptions {
  /** the file of the workflow, such as `ci.yml`, when several have a job of that name */
  file?: string;
  /** receives the output of the steps, and a line for each step */
  onOutput?: (text: string) => void;
}

/** The environment variables of this machine that a job gets: they locate programs and packages, and hold no secret. */
const kept =
  /^(PATH|HOME|USER|LANG|TMPDIR|NODE_EXTRA_CA_CERTS|NODE_COMPILE_CACHE|(npm_config_)?(https?_?|no_?)proxy|npm_config_(cache|registry))$/i;

/**
 * Runs the steps of a job of a GitHub workflow in its repository on this machine. A PostgreSQL 15 service is a real one
 * on this machine; the actions that check out the code and install Node count as done.
 *
 * @param repository - its folder
 * @returns the output of the steps
 * @throws JobError at the first step that fails, and before the first step when one cannot run here
 */
export async function runJob(
  repository: string,
  name: string,
  { file, onOutput = () => {} }: RunJobOptions = {},
): Promise<string> {
  const job = planJob(await loadWorkflows(repository), name, file);
  const limit = AbortSignal.timeout(job.minutes * 60_000);
  const servers: Postgres[] = [];
  let printed = '';
  const print = (text: string) => {
    printed += text;
    onOutput(text);
  };
  try {
    const ports = new Map<string, string>();
    for (const service of job.services) {
      const server = await startPostgres();
      servers.push(server);
      await prepare(server, service);
      for (const port of service.ports) ports.set(`${service.name} ${port}`, String(server.port));
      print(`▸ ${service.name}: PostgreSQL 15 on this machine\n`);
    }
    for (const step of job.steps(ports)) {
      const begin = performance.now();
      if ('done' in step) {
        print(`▸ ${step.title}: ${step.done}\n`);
        continue;
      }
      print(`▸ ${step.title}\n`);
      const code = await execute(step, repository, limit, print);
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      if (limit.aborted)
        throw new JobError(`${name} exceeded its limit of ${job.minutes} minutes: ${step.title}`);
      if (code !== 0)
        throw new JobError(
          `${name} failed at "${step.title}", which exited with ${code} after ${seconds} s:\n${lastLines(printed)}`,
        );
      print(`✓ ${step.title}  ${seconds} s\n`);
    }
    return printed;
  } finally {
    await Promise.all(servers.map(server => server.stop()));
  }
}

/** Creates the user and the database in the variables of the service, as the image does when it starts for the first time. */
async function prepare(server: Postgres, { env }: PlannedService): Promise<void> {
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password = '' } = env;
  const quoted = (text: string, mark: string) => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`;
  await server.query(
    'postgres',
    `CREATE ROLE ${quoted(user, '"')} SUPERUSER LOGIN PASSWORD ${quoted(password, "'")}`,
  );
  await server.createDatabase(env.POSTGRES_DB ?? user);
}

function execute(
  step: Extract<PlannedStep, { command: string }>,
  repository: string,
  signal: AbortSignal,
  print: (text: string) => void,
): Promise<number> {
  const flags = step.strict ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const machine = Object.entries(process.env).filter(([key]) => kept.test(key));
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [...flags, '-c', step.command], {
      cwd: path.join(repository, step.folder),
      env: { ...Object.fromEntries(machine), CI: 'true', GITHUB_WORKSPACE: repository, ...step.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print);
    child.once('error', error => (signal.aborted ? resolve(1) : reject(error)));
    child.once('close', code => resolve(code ?? 1));
  });
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-30).join('\n');
