import { spawn } from 'node:child_process';
import path from 'node:path';
import { startPostgres, type Postgres } from '../postgres.ts';
import { loadWorkflows } from '../workflows/workflow.ts';
import { JobError } from './jobError.ts';
import { planJob, type PlannedService, type PlannedStep } from './planJob.ts';

/** How a job is run. */
export interface RunJobOptions {
  /** the workflow's file, such as `ci.yml`, where several have a job of that name */
  file?: string;
  /** is given what the steps print, and a line for each step */
  onOutput?: (text: string) => void;
}

/** What of this machine's environment a job gets: how to find programs and packages, and nothing that is secret. */
const kept =
  /^(PATH|HOME|USER|LANG|TMPDIR|NODE_EXTRA_CA_CERTS|NODE_COMPILE_CACHE|(npm_config_)?(https?_?|no_?)proxy|npm_config_(cache|registry))$/i;

/**
 * Runs the steps of a job of a GitHub workflow in its repository on this machine. PostgreSQL 15 as a service is a real one
 * of this machine; the actions that fetch the code and Node are told as done.
 *
 * @param repository its folder
 * @returns what the steps printed
 * @throws JobError at the first step that fails, and before the first one when a step cannot run here
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
      print(`▸ ${service.name}: PostgreSQL 15 of this machine\n`);
    }
    for (const step of job.steps(ports)) {
      const begin = performance.now();
      print(`▸ ${step.title}${'done' in step ? `: ${step.done}` : ''}\n`);
      if ('done' in step) continue;
      const code = await execute(step, repository, limit, print);
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      if (limit.aborted)
        throw new JobError(`${name} did not end within ${job.minutes} minutes: ${step.title}`);
      if (code !== 0)
        throw new JobError(
          `${name} failed at "${step.title}", which ended with ${code} after ${seconds} s:\n${lastOf(printed)}`,
        );
      print(`✓ ${step.title}  ${seconds} s\n`);
    }
    return printed;
  } finally {
    await Promise.all(servers.map(server => server.stop()));
  }
}

/** Does what the image does when it starts for the first time: the user and the database that its variables name. */
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

const lastOf = (text: string) => text.trimEnd().split('\n').slice(-30).join('\n');
