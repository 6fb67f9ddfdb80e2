import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readLocated } from '@goldpath/diagnostics';
import { validate } from 'jsonschema';
import { expect, test } from 'vitest';
import { actionsOf } from '../../actions/actions.ts';
import { writeExample } from '../examples.fixture.ts';
import { inputErrors } from './inputSchema.ts';

const { byId } = actionsOf();

async function located(text: string) {
  const folder = await writeExample({ 'input.yaml': text });
  const file = path.join(folder, 'input.yaml');
  const [document] = readLocated(file, { root: folder, nameOf: name => name }).documents;
  return document;
}

const inputs: [action: string, input: string][] = [
  ['catalog:register', '{}'],
  ['catalog:register', '{ catalogInfoUrl: a }'],
  ['catalog:register', '{ repoContentsUrl: a, catalogInfoPath: b, optional: true }'],
  ['catalog:register', '{ repoContentsUrl: a, catalogInfoUrl: b }'],
  ['catalog:register', '{ repoContentsUrl: 1 }'],
  ['debug:log', '{ listWorkspace: true }'],
  ['debug:log', '{ listWorkspace: with-contents }'],
  ['debug:log', '{ listWorkspace: 1 }'],
  ['debug:wait', '{ seconds: 1.5 }'],
  ['debug:wait', '{ seconds: "1" }'],
  ['fetch:template', '{ url: a, values: { x: [1, { y: null }] }, templateFileExtension: true }'],
  ['fetch:template', '{ url: null }'],
  ['fs:readdir', '{ paths: [""] }'],
  ['fs:rename', '{ files: [{ from: a, to: b, overwrite: 1 }] }'],
  ['github:webhook', '{ repoUrl: a, webhookUrl: b, events: ["*"] }'],
  ['github:webhook', '{ repoUrl: a, webhookUrl: b, events: [push, "*"] }'],
  ['publish:github', '{ repoUrl: a, collaborators: [{ access: a, team: b }, { access: a, user: b }] }'],
  ['publish:github', '{ repoUrl: a, collaborators: [{ access: a, team: b, user: c }] }'],
];

test.each(inputs)('the portal’s library agrees about %s with %s', async (action, text) => {
  const input = await located(text);
  const schema = byId.get(action)?.schema?.input ?? {};
  expect(inputErrors(input, schema).length === 0).toBe(validate(input?.value, schema).valid);
});

const templated: [action: string, input: string][] = [
  ['catalog:register', '{ repoContentsUrl: "${{ a }}", optional: "${{ b }}" }'],
  ['debug:log', '{ listWorkspace: "${{ a }}" }'],
  ['debug:log', '{ message: "a ${{ a }}", listWorkspace: "with-${{ a }}" }'],
  ['github:webhook', '{ repoUrl: a, webhookUrl: b, events: ["${{ a }}", "x${{ b }}"] }'],
  ['fs:rename', '{ files: "${{ a }}" }'],
  ['fs:rename', '{ files: ["${{ a }}"] }'],
  [
    'publish:github',
    '{ repoUrl: "${{ a }}", repoVisibility: "${{ a }}", collaborators: [{ access: "${{ a }}", user: b }] }',
  ],
];

test.each(templated)('%s accepts the expressions in %s', async (action, text) => {
  const schema = byId.get(action)?.schema?.input ?? {};
  expect(inputErrors(await located(text), schema)).toEqual([]);
});

test('the portal uses the same library', async () => {
  const runner =
    'node_modules/@backstage/plugin-scaffolder-backend/dist/scaffolder/tasks/NunjucksWorkflowRunner.cjs.js';
  const root = path.resolve(import.meta.dirname, '../../../../..');
  expect(await readFile(path.join(root, runner), 'utf8')).toMatch(/jsonschema\.validate\(/);
});

test('an invalid schema accepts any input', () => {
  expect(inputErrors(undefined, { $ref: '#/missing' })).toEqual([]);
});
