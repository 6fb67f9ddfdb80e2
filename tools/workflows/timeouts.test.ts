// The limits of a deployment nest: what a script waits for ends before its step, the steps before the job, and the job
// before the session of its role.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../root.mjs';
import { jobsOf, loadWorkflows, type Step, stepsOf, type Workflow } from './workflow.ts';

const skeleton = path.join(root, 'templates', 'prompt-library-service', 'skeleton');
const read = (...names: string[]) => readFile(path.join(skeleton, ...names), 'utf8');

let workflows: Workflow[];

beforeAll(async () => {
  workflows = await loadWorkflows(skeleton);
});

const fileNamed = (name: string) => workflows.filter(({ file }) => file.endsWith(name));
const minutesOf = (step: Step) => Number((step as { 'timeout-minutes'?: unknown })['timeout-minutes']);

/** The only match of a pattern with one group, as a number. */
function numberIn(text: string, pattern: RegExp): number {
  const found = [...text.matchAll(pattern)].map(([, number]) => Number(number));
  expect(new Set(found).size).toBe(1);
  return found[0] ?? NaN;
}

/** The minutes of the steps that call a script; GitLab has no limits of steps. */
function stepsWith(script: string): number[] {
  const minutes = workflows
    .flatMap(stepsOf)
    .filter(({ step }) => step.run?.includes(`deploy/${script}`))
    .map(({ step }) => minutesOf(step));
  expect(minutes).not.toEqual([]);
  return minutes;
}

test.each(['deploy-stage.yml', 'rollback.yml'])('the job of %s is as long as its steps', name => {
  for (const [, job] of fileNamed(name).flatMap(jobsOf)) {
    const steps = (job.steps ?? []).map(minutesOf);
    expect(steps.filter(minutes => !(minutes > 0))).toEqual([]);
    expect(steps.reduce((sum, minutes) => sum + minutes, 0)).toBeLessThanOrEqual(
      Number(job['timeout-minutes']),
    );
  }
});

test('a session of a role is as long as the longest job, and AWS allows it', async () => {
  const [seconds] = fileNamed('stage/action.yml')
    .flatMap(stepsOf)
    .flatMap(({ step }) => step.with?.['role-duration-seconds'] ?? []);
  const jobs = ['deploy-stage.yml', 'rollback.yml'].flatMap(fileNamed).flatMap(jobsOf);
  for (const [, job] of jobs)
    expect(Number(seconds)).toBeGreaterThanOrEqual(Number(job['timeout-minutes']) * 60);
  const allowed = numberIn(await read('infra', 'identity.ts'), /maxSessionDuration: (\d+),/g);
  expect(seconds).toBeLessThanOrEqual(allowed);
});

/** Minutes for starting Pulumi, reading the state and running the program. */
const overhead = 3;

test('a rollout ends before its step', async () => {
  const update = numberIn(await read('infra', 'service.ts'), /customTimeouts: \{.*update: '(\d+)m' \}/g);
  for (const minutes of stepsWith('rollout.sh')) expect(minutes).toBeGreaterThanOrEqual(update + overhead);
});

test.each(['migrate.sh', 'rollback.sh'])('%s ends before its step', async script => {
  // each waiter of the AWS command line ends after ten minutes: botocore/data/ecs/2014-11-13/waiters-2.json
  const waits = [...(await read('deploy', script)).matchAll(/aws ecs wait /g)].length * 10;
  expect(waits).toBeGreaterThan(0);
  for (const minutes of stepsWith(script)) expect(minutes).toBeGreaterThanOrEqual(waits + overhead);
});

test('the scan and the smoke test end before their steps', async () => {
  const scan = await read('deploy', 'scan.sh');
  const attempts = numberIn(scan, /SCAN_ATTEMPTS:-(\d+)/g);
  const seconds = attempts * numberIn(scan, /SCAN_SECONDS:-(\d+)/g);
  for (const minutes of stepsWith('scan.sh')) expect(minutes * 60).toBeGreaterThan(seconds);

  const smoke = await read('deploy', 'smoke.sh');
  const requests = [...smoke.matchAll(/\bget ['/]/g)].length;
  const each = numberIn(smoke, /--max-time (\d+)/g) + numberIn(smoke, /--retry-delay (\d+)/g);
  const longest = requests * each * (1 + numberIn(smoke, /SMOKE_RETRIES:-(\d+)/g));
  for (const minutes of stepsWith('smoke.sh')) expect(minutes * 60).toBeGreaterThan(longest);
});

test("GitLab's jobs are as long as GitHub's", async () => {
  const gitlab = await read('.gitlab-ci.yml');
  const timeouts = [...gitlab.matchAll(/^ {2}timeout: (\d+) minutes$/gm)].map(([, minutes]) =>
    Number(minutes),
  );
  const jobs = ['deploy-stage.yml', 'rollback.yml'].flatMap(fileNamed).flatMap(jobsOf);
  expect(timeouts).toEqual([30, ...jobs.map(([, job]) => job['timeout-minutes'])]);
});
