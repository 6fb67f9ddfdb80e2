import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { UserEntity } from '@backstage/catalog-model';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonValue } from '@backstage/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createPublishLocalAction, publishLocalExamples } from './publishLocal.ts';

let parent: string;
let root: string;
let workspacePath: string;

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-publish-action-'));
  root = path.join(parent, 'stamped');
  workspacePath = path.join(parent, 'workspace');
  await mkdir(workspacePath);
  await writeFile(path.join(workspacePath, 'README.md'), '# orders\n');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

function context(name: string, user?: UserEntity) {
  const outputs: Record<string, JsonValue | undefined> = {};
  const mock = createMockActionContext({ input: { name }, workspacePath, user: { entity: user } });
  return { ...mock, outputs, output: (key: string, value?: JsonValue) => void (outputs[key] = value) };
}

const person = (profile: UserEntity['spec']['profile']): UserEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'nadia' },
  spec: { profile, memberOf: [] },
});

const authorOf = (repository: string) =>
  execFileSync('git', ['log', '--format=%an <%ae>'], {
    cwd: path.join(root, repository),
    encoding: 'utf8',
  }).trim();

test.each(publishLocalExamples)('example: $description', async ({ example }) => {
  const { steps } = parse(example.replace('${{ parameters.name }}', 'orders')) as {
    steps: [{ action: string; input: { name: string } }];
  };
  const ctx = context(steps[0].input.name);
  const action = createPublishLocalAction(root);
  expect(steps[0].action).toBe(action.id);
  await action.handler(ctx);
  expect(ctx.outputs).toEqual({
    repositoryPath: path.join(root, 'orders'),
    commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    entityRef: 'component:default/orders',
  });
});

test('the author of the commit is the signed-in user', async () => {
  await createPublishLocalAction(root).handler(
    context('orders', person({ displayName: 'Nadia Haddad', email: 'nadia@example.com' })),
  );
  expect(authorOf('orders')).toBe('Nadia Haddad <nadia@example.com>');
});

test.each([
  ['no user is signed in', undefined, 'Goldpath <goldpath@localhost>'],
  ['the user has no profile', person(undefined), 'nadia <goldpath@localhost>'],
  ['git would refuse the name', person({ displayName: '<>' }), 'nadia <goldpath@localhost>'],
])('the commit has an author when %s', async (_case, user, expected) => {
  await createPublishLocalAction(root).handler(context('orders', user));
  expect(authorOf('orders')).toBe(expected);
});

test('a repeated task does not publish again', async () => {
  const saved = new Map<string, unknown>();
  const ctx = {
    ...context('orders'),
    async checkpoint<T>({ key, fn }: { key: string; fn: () => Promise<T> | T }): Promise<T> {
      if (!saved.has(key)) saved.set(key, await fn());
      return saved.get(key) as T;
    },
  };
  const action = createPublishLocalAction(root);
  await action.handler(ctx);
  const first = { ...ctx.outputs };
  await action.handler(ctx);
  expect(ctx.outputs).toEqual(first);
});

test('a dry run creates nothing', async () => {
  const ctx = { ...context('orders'), isDryRun: true };
  await createPublishLocalAction(root).handler(ctx);
  expect(existsSync(root)).toBe(false);
  expect(ctx.outputs).toEqual({
    repositoryPath: path.join(root, 'orders'),
    entityRef: 'component:default/orders',
  });
});

test('a dry run reports that the destination is taken', async () => {
  await mkdir(path.join(root, 'orders'), { recursive: true });
  const ctx = { ...context('orders'), isDryRun: true };
  await expect(createPublishLocalAction(root).handler(ctx)).rejects.toThrow('already exists');
});

test('the log of a refused name shows no stack trace', async () => {
  const refused = createPublishLocalAction(root).handler(context('../orders'));
  await expect(refused).rejects.toSatisfy((error: Error) => error.stack === `InputError: ${error.message}`);
});

test('a portal that does not publish locally refuses', async () => {
  const refused = createPublishLocalAction(undefined).handler(context('orders'));
  await expect(refused).rejects.toThrow('does not publish to local folders');
});
