import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { root } from '../root.mjs';
import { runJob } from './runJob.ts';

let repository: string;

beforeEach(async () => {
  repository = await mkdtemp(path.join(tmpdir(), 'job-'));
});

afterEach(() => rm(repository, { recursive: true, force: true }));

/** Writes a workflow with the job `test`. */
async function given(job: string, head = '', file = 'ci.yml'): Promise<void> {
  const folder = path.join(repository, '.github', 'workflows');
  await mkdir(folder, { recursive: true });
  const body = job.replaceAll(/^/gm, '    ');
  await writeFile(
    path.join(folder, file),
    `on: push\n${head}jobs:\n  test:\n    runs-on: ubuntu-24.04\n${body}`,
  );
}

test('steps run in order in the repository, and their output is returned', async () => {
  await given('steps:\n  - run: pwd > a\n  - run: cat a');
  expect(await runJob(repository, 'test')).toContain(`${repository}\n✓ cat a`);
});

test('the first failing step ends the job with its exit code and the end of its output', async () => {
  await given('steps:\n  - run: |\n      echo some output\n      exit 3\n  - run: touch after');
  await expect(runJob(repository, 'test')).rejects.toThrow(
    /^test failed at "echo some output", which exited with 3 after [\d.]+ s:\n[^]*some output$/,
  );
});

test('a command that fails in the middle of a step fails the step', async () => {
  await given('steps:\n  - run: |\n      false\n      true');
  await expect(runJob(repository, 'test')).rejects.toThrow('exited with 1');
});

test('a pipe fails only where the shell is named, as on GitHub', async () => {
  await given('steps:\n  - run: false | true');
  await runJob(repository, 'test');
  await given('steps:\n  - run: false | true\n    shell: bash');
  await expect(runJob(repository, 'test')).rejects.toThrow('exited with 1');
});

test('the variables of a step override those of its job, and these override those of the workflow', async () => {
  const head = 'env: { A: workflow, B: workflow, C: workflow }\n';
  await given('env: { B: job, C: job }\nsteps:\n  - run: echo $A $B $C\n    env: { C: step }', head);
  expect(await runJob(repository, 'test')).toContain('workflow job step');
});

test('the working directory is that of the step, or else that of the defaults', async () => {
  await mkdir(path.join(repository, 'a'));
  await mkdir(path.join(repository, 'b'));
  const defaults = 'defaults: { run: { working-directory: a } }\n';
  await given(`${defaults}steps:\n  - run: pwd\n  - run: pwd\n    working-directory: b`);
  expect(await runJob(repository, 'test')).toMatch(/\/a\n[^]*\/b\n/);
});

test('only the variables of this machine that locate programs are passed on', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'very-secret');
  await given('steps:\n  - run: env');
  const printed = await runJob(repository, 'test').finally(vi.unstubAllEnvs);
  expect(printed).toContain('CI=true');
  expect(printed).not.toContain('very-secret');
});

test('PostgreSQL 15 replaces its container, with its user, its database and its port', async () => {
  await given(`services:
  db:
    image: postgres:15-alpine
    env: { POSTGRES_USER: app, POSTGRES_PASSWORD: "it's one", POSTGRES_DB: shop }
    ports: [5432/tcp]
steps:
  - run: node query.mjs
    env: { PGPORT: "\${{ job.services.db.ports['5432'] }}" }`);
  // the packages of this repository
  await writeFile(
    path.join(repository, 'query.mjs'),
    `import { createRequire } from 'node:module';
const pg = createRequire(${JSON.stringify(import.meta.url)})('pg');
const client = new pg.Client({ host: 'localhost', user: 'app', password: "it's one", database: 'shop' });
await client.connect();
console.log((await client.query('SELECT current_user, version()')).rows[0]);
await client.end();`,
  );
  const printed = await runJob(repository, 'test');
  expect(printed).toContain("current_user: 'app'");
  expect(printed).toContain('PostgreSQL 15.');
});

test('actions that check out code and install Node count as done', async () => {
  const [major] = process.versions.node.split('.');
  await given(
    `steps:\n  - uses: actions/checkout@v7\n  - uses: actions/setup-node@v7\n    with: { node-version: ${major} }`,
  );
  expect(await runJob(repository, 'test')).toBe(
    `▸ actions/checkout: the repository is here\n▸ actions/setup-node: Node ${process.versions.node} is here\n`,
  );
});

test.each<[what: string, job: string, message: string]>([
  [
    'another action',
    'steps:\n  - run: touch ran\n  - uses: actions/cache@v4',
    'Step 2 of test (.github/workflows/ci.yml:7, actions/cache): actions/cache cannot run here; the supported actions are actions/checkout, actions/setup-node.',
  ],
  [
    'another Node',
    'steps:\n  - uses: actions/setup-node@v7\n    with: { node-version: 6 }',
    'It needs Node 6, and this is Node',
  ],
  [
    'a secret',
    "steps:\n  - run: echo $A\n    env: { A: '${{ secrets.A }}' }",
    'It needs a secret (secrets.A)',
  ],
  ['another expression', "steps:\n  - run: echo '${{ github.sha }}'", 'github.sha is not supported here'],
  [
    'the port of an unknown service',
    "steps:\n  - run: echo ${{ job.services.a.ports['1'] }}",
    'is not supported here',
  ],
  ['a condition', 'steps:\n  - run: touch ran\n    if: failure()', 'It has a condition'],
  [
    'another shell',
    'steps:\n  - run: ls\n    shell: pwsh',
    'Its shell is pwsh; only bash is supported here.',
  ],
  ['another service', 'services: { a: { image: redis:7 } }\nsteps: []', 'The service a of test is redis:7'],
  [
    'another PostgreSQL',
    'services: { a: { image: postgres:16 } }\nsteps: []',
    'The service a of test is postgres:16',
  ],
])('%s is rejected before anything runs', async (_what, job, message) => {
  await given(job);
  await expect(runJob(repository, 'test')).rejects.toThrow(message);
  await expect(rm(path.join(repository, 'ran'))).rejects.toThrow('ENOENT');
});

test('an unknown job is reported with the existing ones', async () => {
  await given('steps: []');
  await expect(runJob(repository, 'build')).rejects.toThrow(
    'No workflow has a job build with steps; the jobs are test (.github/workflows/ci.yml).',
  );
});

test('the file must be specified when two workflows have the job', async () => {
  await given('steps:\n  - run: echo one');
  await given('steps:\n  - run: echo two', '', 'other.yml');
  await expect(runJob(repository, 'test')).rejects.toThrow(
    'test is a job of .github/workflows/ci.yml and of .github/workflows/other.yml; specify the file too.',
  );
  expect(await runJob(repository, 'test', { file: 'other.yml' })).toContain('two');
});

test('the command fails with a message when the job does not exist', async () => {
  const command = path.join(root, 'tools', 'run-job.ts');
  const { exitCode, stderr } = await x(process.execPath, [command, root, 'nothing']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('No workflow has a job nothing');
});
