// Deployments and rollbacks of a template wait for each other only where they have to.
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../root.mjs';
import { jobsOf, loadWorkflows, type Workflow } from './workflow.ts';

let workflows: Workflow[];

beforeAll(async () => {
  workflows = await loadWorkflows(path.join(root, 'templates', 'prompt-library-service', 'skeleton'));
});

/** The concurrency groups of a workflow and its jobs. */
function groupsOf(name: string): (string | undefined)[] {
  const found = workflows.filter(({ file }) => file.endsWith(name));
  const places = found.flatMap(workflow => [workflow.content, ...jobsOf(workflow).map(([, job]) => job)]);
  return places
    .map(({ concurrency }) => (typeof concurrency === 'object' ? concurrency.group : concurrency))
    .filter(group => group !== undefined);
}

test('the deployments of a stage run one after another', () => {
  expect(groupsOf('deploy-stage.yml')).toEqual(['deploy-${{ inputs.stage }}']);
});

test('a rollback neither waits for a deployment nor is replaced by one', () => {
  const deployments = [...groupsOf('deploy.yml'), ...groupsOf('deploy-stage.yml')];
  const [rollback, ...others] = groupsOf('rollback.yml');
  expect(rollback).toBe('rollback-${{ inputs.stage }}');
  expect(others).toEqual([]);
  expect(deployments).not.toContain(rollback);
});
