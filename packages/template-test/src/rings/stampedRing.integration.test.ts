import { expect, test } from 'vitest';
import type { Files } from '@goldpath/files/testing';
import { problemsOf } from '../testing/eventsOf.ts';
import { templateWith } from '../testing/template.ts';
import { stampedRing } from './stampedRing.ts';

/** A service without packages, so that nothing has to be installed. */
const service: Files = {
  'template.yaml': `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: sketch }
spec:
  parameters:
    required: [name]
    properties: { name: { type: string, pattern: '^[a-z-]+$', maxLength: 20 } }
  steps: [{ action: 'goldpath:stamp' }]
`,
  'stamp.yaml': `apiVersion: goldpath.dev/v1
template: { version: 0.1.0 }
contains: [service]
answers:
  name:
    - { file: package.json, at: /name }
    - { file: catalog-info.yaml, at: /metadata/name }
`,
  'samples/skeleton.yaml': 'name: paper-crane\n',
  'samples/other.yaml': null,
  'skeleton/package.json': `{ "name": "paper-crane", "scripts": { "test": "node --check server.js", "start": "node server.js" } }\n`,
  'skeleton/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: paper-crane
spec: { type: service, lifecycle: experimental, owner: group:default/platform }
`,
  'skeleton/openapi.yaml': `openapi: 3.1.0
info: { title: Greetings, version: 1.0.0 }
paths:
  /greetings/{id}: { get: {} }
  /greetings: { get: {} }
`,
  'skeleton/server.js': `const { createServer } = require('node:http');
const ok = ['/health', '/greetings'];
createServer((request, response) => {
  response.statusCode = ok.includes(request.url) ? 200 : 500;
  response.end();
}).listen(process.env.PORT);
`,
};

const template = (changes: Files = {}) => templateWith({ ...service, ...changes });

const changed = (file: string, from: string, to: string): Files => ({
  [file]: service[file]?.replace(from, to) ?? null,
});

test('a service that passes its check and tests, starts and answers has no problems', async () => {
  expect(await problemsOf(stampedRing, await template())).toEqual([]);
});

test.each([
  [
    'a repository that the check refuses',
    changed('skeleton/catalog-info.yaml', 'type: service', 'type: library'),
    'In the sample skeleton: ',
  ],
  [
    'a test that fails',
    changed('skeleton/server.js', 'createServer((', 'createServer(('.repeat(2)),
    '`npm run test` failed with exit code 1 in the sample skeleton.',
  ],
  [
    'a service that ends',
    changed('skeleton/server.js', '.listen(process.env.PORT)', ''),
    'The service answers none of /health/ready, /health, /healthz with success in the sample skeleton',
  ],
  [
    'a request that is not answered with success',
    changed('skeleton/server.js', "'/greetings'", "'/'"),
    'The service does not answer GET /greetings with success in the sample skeleton',
  ],
])('%s is reported', async (_title, changes, message) => {
  const found = await problemsOf(stampedRing, await template(changes));
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain(message);
});
