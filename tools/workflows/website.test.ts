// Compares the pipeline of the website's template with its documentation.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { deploymentsOf } from './environments.ts';
import { jobsOf, loadWorkflows } from './workflow.ts';

const skeleton = path.join(root, 'templates', 'prompt-library-web', 'skeleton');
const workflows = await loadWorkflows(skeleton);
const deploy = (await readFile(path.join(skeleton, 'README.md'), 'utf8')).split('\n## Deploy\n')[1] ?? '';

test('only jobs of an environment read a secret', () => {
  const inEnvironments = deploymentsOf(workflows).map(({ workflow, name }) => `${workflow.file} ${name}`);
  const readers = workflows.flatMap(workflow =>
    jobsOf(workflow)
      .filter(([, job]) => JSON.stringify(job).includes('secrets.'))
      .map(([name]) => `${workflow.file} ${name}`),
  );
  expect(readers).not.toEqual([]);
  expect(readers.sort()).toEqual(inEnvironments.sort());
});

test('the README names the environments, secrets and variables of the pipeline', () => {
  const names = [
    ...deploymentsOf(workflows).map(({ environment }) => environment),
    ...workflows.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:vars|secrets)\.(\w+)/g)].map(([, name]) => name),
    ),
  ];
  expect(names).toContain('VERCEL_API_TOKEN');
  expect(names.filter(name => !deploy.includes(`\`${name}\``))).toEqual([]);
});
