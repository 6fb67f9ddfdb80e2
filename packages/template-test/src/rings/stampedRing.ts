import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import { writeTree } from '@goldpath/files';
import { checkRepository } from '@goldpath/repository-check';
import { type Sample, stampTree } from '@goldpath/template';
import { firstRequest } from '../processes/firstRequest.ts';
import { npmProjects } from '../processes/npmProjects.ts';
import { runScripts } from '../processes/runScripts.ts';
import { startService } from '../processes/startService.ts';
import { isSuccess, untilServing } from '../processes/untilServing.ts';
import { isDiagnostic, problem, type Ring, type RingContext, type RingEvent } from '../ring.ts';

/** The scripts of a stamped project, in this order. `db:migrate` starts a PostgreSQL of its own. */
const scripts = ['typecheck', 'lint', 'test', 'build', 'db:migrate'];

/** The scripts that start a service with everything that it needs, the preferred one first. */
const startScripts = ['dev', 'start'];

/** The paths at which a service reports that it is ready, the preferred one first. */
const healthPaths = ['/health/ready', '/health', '/healthz'];

/** Seconds in which a service has to start. */
const START_TIMEOUT = 60;

/** Stamps every sample, runs the scripts of the repository, checks it, and starts its service. */
export const stampedRing: Ring = {
  id: 4,
  title: 'stamped repositories',
  async *run(context) {
    for (const sample of context.samples) {
      const dir = path.join(context.logs, `${sample.name}-stamped`);
      yield { progress: `${sample.name}: stamp` };
      await writeTree(stampTree(context.template, sample.answers), dir, context.signal);
      let hasFailed = false;
      for await (const event of testStamped(dir, sample, context)) {
        yield event;
        hasFailed ||= isDiagnostic(event);
      }
      // the folder is kept for the reader of the log
      if (hasFailed) return;
      await rm(dir, { recursive: true, force: true });
    }
  },
};

/** Tests a stamped repository up to the first step with problems. */
async function* testStamped(dir: string, sample: Sample, context: RingContext): AsyncGenerator<RingEvent> {
  yield { progress: `${sample.name}: goldpath check` };
  const blocking = (await checkRepository(dir)).filter(isBlocking);
  yield* blocking.map(found => ofSample(found, sample));
  if (blocking.length > 0) return;
  for (const project of await npmProjects(dir)) {
    for await (const event of runScripts(
      { project, scripts, sample: sample.name, shown: 'skeleton' },
      context,
    )) {
      yield event;
      if (isDiagnostic(event)) return;
    }
  }
  yield* requestService(dir, sample, context);
}

function ofSample(diagnostic: Diagnostic, { name }: Sample): Diagnostic {
  const { location, message } = diagnostic;
  return {
    ...diagnostic,
    location: { ...location, file: `skeleton/${location.file}` },
    message: `In the sample ${name}: ${message}`,
  };
}

/** Starts the service of a stamped repository, and sends requests to it. */
async function* requestService(
  dir: string,
  { name }: Sample,
  { logs, signal }: RingContext,
): AsyncGenerator<RingEvent> {
  const [root] = await npmProjects(dir);
  const script = startScripts.find(one => root && one in root.scripts);
  if (root?.name !== '.' || script === undefined) return;
  yield { progress: `${name}: npm run ${script}, then requests` };
  const log = path.join(logs, `${name}-${script}.log`);
  const failed = (message: string) =>
    problem('service', 'skeleton/package.json', {
      subject: { type: 'sample', name },
      message: `${message} in the sample ${name}, started by \`npm run ${script}\`.`,
      fix: `Read ${log}.`,
    });
  const service = await startService(dir, script, log);
  try {
    const { address, isRunning } = service;
    const health = await untilServing(address, healthPaths, { isRunning, signal, seconds: START_TIMEOUT });
    if (health === undefined) {
      yield failed(`The service answers none of ${healthPaths.join(', ')} with success`);
      return;
    }
    const route = await firstRequest(dir);
    if (route !== undefined && !(await isSuccess(`${address}${route}`)))
      yield failed(`The service does not answer GET ${route} with success`);
  } finally {
    await service.stop();
  }
}
