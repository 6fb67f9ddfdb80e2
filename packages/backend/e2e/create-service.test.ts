import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EndedTask, PortalApi } from '../../../tools/portal-api.ts';
import { root } from '../../../tools/root.mjs';
import { serviceAnswers as answers, signInWhenReady, startTestPortal, type TestPortal } from './portal.ts';

const run = promisify(execFile);
const template = 'template:default/prompt-library-service';

let portal: TestPortal;
let api: PortalApi;
let task: EndedTask;
let repository: string;

beforeAll(async () => {
  portal = await startTestPortal({ env: { GOLDPATH_PLATFORM_REPOSITORY: 'acme/goldpath' } });
  api = await signInWhenReady(portal, template);
  task = await api.runTask(template, answers);
  repository = path.join(portal.stamped, answers.name);
});

afterAll(() => portal?.stop());

test('the task completes', () => {
  expect(task.log.join('\n')).not.toMatch(/error/i);
  expect(task.status).toBe('completed');
});

test('the service is in the catalog within five seconds, with its owner, system and API', async () => {
  const entity = await api.entity(`component:default/${answers.name}`, 120_000);
  expect(entity?.spec).toMatchObject({ type: 'service', owner: answers.owner });
  const targets = () => entity?.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`);
  expect(targets()).toEqual(
    expect.arrayContaining([
      `ownedBy ${answers.owner}`,
      `partOf system:default/${answers.name}`,
      `providesApi api:default/${answers.name}-api`,
      `dependsOn resource:default/${answers.name}-db`,
      `dependsOn resource:default/${answers.name}-images`,
    ]),
  );
});

test('its API is in the catalog with its OpenAPI document', async () => {
  const entity = await api.entity(`api:default/${answers.name}-api`, 120_000);
  expect(entity?.spec?.definition).toContain('openapi: 3.1');
});

test('the repository has one commit and a clean tree', async () => {
  const git = async (...args: string[]) => (await run('git', args, { cwd: repository })).stdout.trim();
  expect(await git('rev-list', '--count', 'HEAD')).toBe('1');
  expect(await git('branch', '--show-current')).toBe('main');
  expect(await git('status', '--porcelain')).toBe('');
});

test('the service calls the policy check of the repository in the portal’s configuration', async () => {
  const workflow = await readFile(path.join(repository, '.github', 'workflows', 'policy.yml'), 'utf8');
  expect(workflow).toContain('uses: acme/goldpath/.github/workflows/policy.yml@v1');
});

test('without code owners the service has no CODEOWNERS file', async () => {
  expect(await readdir(path.join(repository, '.github'))).not.toContain('CODEOWNERS');
});

/** The portal's answer to a request for a task. */
async function refusal(values: object): Promise<{ status: number; problems: unknown }> {
  const body = JSON.stringify({ templateRef: template, values });
  const response = await api.request('/api/scaffolder/v2/tasks', { method: 'POST', body });
  const { error } = (await response.json()) as { error?: { problems?: unknown } };
  return { status: response.status, problems: error?.problems };
}

/** The folder of the service can exist before the catalog has the service. */
const taken = expect.stringMatching(
  /haiku-desk[a-z:,/ -]* (is|are) already in the catalog|haiku-desk already exists/,
) as string;

async function taskCount(): Promise<number> {
  const response = await api.request('/api/scaffolder/v2/tasks');
  return ((await response.json()) as { totalTasks: number }).totalTasks;
}

test('a second service with the same name is refused, and the first is not changed', async () => {
  const before = await run('git', ['rev-parse', 'HEAD'], { cwd: repository });
  expect(await refusal(answers)).toEqual({ status: 400, problems: [{ field: 'name', message: taken }] });
  expect(await run('git', ['rev-parse', 'HEAD'], { cwd: repository })).toEqual(before);
});

test('a name with an existing folder is refused, even if it is not in the catalog', async () => {
  await mkdir(path.join(portal.stamped, 'left-behind'));
  expect(await refusal({ ...answers, name: 'left-behind' })).toEqual({
    status: 400,
    problems: [{ field: 'name', message: expect.stringContaining('already exists') as string }],
  });
});

test.each([
  ['name', 'Haiku Desk'],
  ['name', 'haiku/desk'],
  ['name', 'h'.repeat(200)],
  ['name', 'goldpath'],
  ['owner', 'group:default/unknown'],
  ['region', 'eu-atlantis-1'],
  ['size', 'huge'],
])('%s: %s is refused before a task starts', async (field, value) => {
  const before = [await readdir(portal.stamped), await taskCount()];
  expect(await refusal({ ...answers, name: 'another-desk', [field]: value })).toEqual({
    status: 400,
    problems: [{ field, message: expect.any(String) as string }],
  });
  expect([await readdir(portal.stamped), await taskCount()]).toEqual(before);
});

test('all problems of invalid answers are reported at once, and no task is created', async () => {
  const before = await taskCount();
  const { region: _missing, ...others } = answers;
  const invalid = {
    ...others,
    owner: 'group:default/unknown',
    size: 'huge',
    destination: 'moon',
    colour: 'red',
  };
  const { status, problems } = await refusal(invalid);
  expect(status).toBe(400);
  const lines = (problems as { field: string; message: string }[]).map(
    ({ field, message }) => `${field}: ${message}`,
  );
  expect(lines.sort()).toEqual([
    expect.stringContaining('colour: is not a known key') as string,
    'destination: is "moon", which is not a choice; choose one of local, github',
    taken,
    'owner: group:default/unknown is not in the catalog; choose a group or a user that is',
    'region: is missing; add it',
    'size: is "huge", which is not a choice; choose one of small, medium, large',
  ]);
  expect(await taskCount()).toBe(before);
});

test('the stamped repository passes `goldpath check`', async () => {
  const cli = path.join(root, 'packages', 'cli', 'bin', 'goldpath.mjs');
  const { stdout } = await run(process.execPath, [cli, 'check', repository]);
  expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
});
