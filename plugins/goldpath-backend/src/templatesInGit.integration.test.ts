import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { mockServices, startTestBackend, type TestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogModuleGoldpathTemplates } from './module.ts';

const page = path.resolve(import.meta.dirname, '../../../docs/writing-a-template.md');

const template = (name: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: ${name} }
spec: { type: service, steps: [{ action: debug:log }] }
`;

/** The files of the repository acme/goldpath. */
const files = new Map([
  ['templates/orders/template.yaml', template('orders')],
  ['templates/orders/skeleton/template.yaml', template('nested')],
  ['templates/orders/stamp.yaml', 'apiVersion: goldpath.dev/v1\ntemplate: { version: 1.2.3 }\n'],
  ['templates/greetings/template.yaml', template('greetings')],
  [
    'desk/catalog-info.yaml',
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: desk }\nspec: { type: service, lifecycle: production, owner: us }\n',
  ],
  [
    'desk/.goldpath/manifest.json',
    JSON.stringify({
      manifestVersion: 1,
      template: { id: 'orders', version: '1.2.0' },
      answers: {},
      files: {},
    }),
  ],
]);

let server: Server;
let backend: TestBackend;

/** Answers the requests of Backstage's reader for GitHub, as in GitHub's REST API: a commit, its tree, a blob, a file. */
function answer(api: string, url: URL): object | string | undefined {
  const repository = `${api}/repos/acme/goldpath`;
  const route = `${url.origin}${url.pathname}`;
  if (route === `${repository}/commits/main/status`)
    return { sha: 'abc', repository: { trees_url: `${repository}/git/trees{/sha}` } };
  if (route === `${repository}/git/trees/abc`) {
    const tree = [...files.keys()].map(file => ({
      type: 'blob',
      path: file,
      url: `${repository}/git/blobs/${file}`,
    }));
    return { truncated: false, tree };
  }
  const raw = files.get(route.slice(`${repository}/contents/`.length));
  if (raw !== undefined) return raw;
  const content = files.get(route.slice(`${repository}/git/blobs/`.length));
  return content === undefined ? undefined : { content: Buffer.from(content).toString('base64') };
}

/** The location of the page about writing templates, on the host of the test. */
async function documentedLocation(host: string): Promise<object> {
  const [, snippet = ''] = /^```yaml\n(catalog:\n[^]*?)^```$/m.exec(await readFile(page, 'utf8')) ?? [];
  const { catalog } = parse(snippet) as { catalog: { locations: { target: string }[] } };
  const [location] = catalog.locations;
  return { ...location, target: location?.target.replace('https://github.com', `http://${host}`) };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const host = `http://${request.headers.host}`;
    const found = answer(`${host}/api/v3`, new URL(request.url ?? '/', host));
    response.statusCode = found ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(typeof found === 'string' ? found : JSON.stringify(found ?? {}));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  const data = {
    app: { baseUrl: 'http://localhost:3000' },
    catalog: {
      locations: [
        await documentedLocation(host),
        { type: 'url', target: `http://${host}/acme/goldpath/blob/main/desk/catalog-info.yaml` },
      ],
    },
    integrations: { github: [{ host, apiBaseUrl: `http://${host}/api/v3`, token: 'x' }] },
  };
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-catalog-backend'),
      import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
      catalogModuleGoldpathTemplates,
      urlReaderServiceFactory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  server.close();
});

async function entities(kind: string): Promise<Entity[]> {
  const url = `http://localhost:${backend.server.port()}/api/catalog/entities?filter=kind=${kind}&order=asc:metadata.name`;
  return (await (await fetch(url)).json()) as Entity[];
}

const templates = () => entities('template');

const soon = { timeout: 120_000, interval: 100 };

test('the one location of the page lists every template of a repository, and no file of a skeleton', async () => {
  const names = async () => (await templates()).map(({ metadata }) => metadata.name);
  await expect.poll(names, soon).toEqual(['greetings', 'orders']);
});

test('a template with a stamp.yaml beside it has its version, another one has not', async () => {
  const links = async () =>
    (await templates()).map(({ metadata }) => metadata.links?.map(({ title }) => title));
  await expect.poll(links, soon).toEqual([undefined, ['Version 1.2.3']]);
});

test('an entity of a stamped repository has its template and version', async () => {
  const annotations = async () => (await entities('component'))[0]?.metadata.annotations;
  await expect.poll(annotations, soon).toMatchObject({
    'goldpath.dev/template': 'orders',
    'goldpath.dev/template-version': '1.2.0',
  });
});
