import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { PortalApi } from '../../../tools/portal-api.ts';
import { startTestPortal, type TestPortal } from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const form = '/create/templates/default/prompt-library-service';
const answers = {
  name: 'haiku-desk',
  owner: 'group:default/assistants',
  description: 'Short poems for long meetings',
};

/** Stands for GitHub, and has one repository. */
const github: Server = createServer((request, response) => {
  response.writeHead(request.url === '/repos/acme/taken' ? 200 : 404).end('{}');
});
let folder: string;
let portal: TestPortal;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-refused-'));
  github.listen(0, 'localhost');
  await once(github, 'listening');
  const apiBaseUrl = `http://localhost:${(github.address() as AddressInfo).port}`;
  const config = path.join(folder, 'app-config.test.yaml');
  const hosts = [{ host: 'github.com', apiBaseUrl, token: 'none' }];
  await writeFile(config, stringify({ integrations: { github: hosts } }));
  portal = await startTestPortal({ configs: ['app-config.yaml', config] });
  await (await PortalApi.asGuest(portal.url)).entity('template:default/prompt-library-service', 30_000);
  browser = await openBrowser();
  ({ page } = browser);
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('No service yet').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  github.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (given: object = answers) => {
  await page.goto(`${portal.url}${form}?formData=${encodeURIComponent(JSON.stringify(given))}`);
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
};
const next = () => page.getByRole('button', { name: /^(Next|Review)$/ }).click();
/** What a screen reader says as soon as it is there. */
const read = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

test('a name whose folder is there is refused at its field, which says so to whoever cannot see it', async () => {
  await mkdir(path.join(portal.stamped, 'left-behind'));
  await open({ ...answers, name: 'left-behind' });
  let requests = 0;
  page.on('request', request => (requests += Number(request.url().endsWith('/api/goldpath/validate'))));
  await next();
  await read(/^Name: .*left-behind exists already/);
  const name = page.getByRole('textbox', { name: 'Name' });
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  const description = await name.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${description}"]`).textContent()).toContain('exists already');
  expect(requests).toBe(1);
});

test('an owner that has left the catalog since the form was opened is refused at its field', async () => {
  await page.route('**/api/catalog/entities/by-query*', async route => {
    const response = await route.fetch();
    const body = await response.json();
    const ghost = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'ghosts', namespace: 'default', title: 'Ghosts' },
    };
    await route.fulfill({ response, json: { ...body, items: [...body.items, ghost] } });
  });
  await open();
  await page.getByLabel('Owner').fill('Ghosts');
  await page.getByRole('option', { name: /Ghosts/i }).click();
  await next();
  await read('Owner: group:default/ghosts is not in the catalog');
  await page.unrouteAll();
});

test('a region and a size that the template no longer has are refused at their fields', async () => {
  await page.route('**/parameter-schema', async route => {
    const response = await route.fetch();
    const body = await response.json();
    const { region, size } = body.steps[1].schema.properties;
    for (const [field, value] of [
      [region, 'eu-atlantis-1'],
      [size, 'huge'],
    ]) {
      field.enum.push(value);
      field['ui:enumNames'].push(value);
      field.default = value;
    }
    await route.fulfill({ response, json: body });
  });
  await open();
  await next();
  await page.getByText('AWS region').first().waitFor();
  await next();
  await read('AWS region: "eu-atlantis-1" is no choice here');
  await read('Size: "huge" is no choice here');
  await page.getByRole('radio', { name: /Small/ }).check();
  await next();
  await read('AWS region: "eu-atlantis-1" is no choice here');
  expect(await page.getByRole('alert').filter({ hasText: 'Size' }).count()).toBe(0);
  await page.unrouteAll();
});

test('a repository that GitHub has is refused at its field', async () => {
  const repoUrl = 'github.com?owner=acme&repo=taken';
  await open({ ...answers, destination: 'github', repoUrl });
  await next();
  await page.getByText('AWS region').first().waitFor();
  await next();
  await page.getByText('Way out of production').first().waitFor();
  await next();
  await page
    .getByRole('textbox', { name: /Repository/ })
    .first()
    .waitFor();
  await next();
  await read('Repository: acme/taken exists on github.com already');
});

test('a server that does not answer is said at the field, and asked again', async () => {
  await open();
  await page.route('**/api/goldpath/validate', route => route.abort());
  await next();
  await read(/^Name: could not be checked/);
  await page.unrouteAll();
  await next();
  await page.getByText('AWS region').first().waitFor();
});

test('who is refused at the end reads why, and has the form again with all answers', async () => {
  await open();
  for (const text of ['AWS region', 'Way out of production', 'A folder beside this portal', 'haiku-desk']) {
    await next();
    await page.getByText(text).first().waitFor();
  }
  await mkdir(path.join(portal.stamped, 'haiku-desk'));
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await read(/Nothing was created.*Name .*haiku-desk exists already.*page “The service”/);
  expect(await page.getByRole('textbox', { name: 'Description' }).inputValue()).toBe(answers.description);

  await page.getByRole('textbox', { name: 'Name' }).fill('haiku-table');
  for (const text of ['AWS region', 'Way out of production', 'A folder beside this portal', 'haiku-table']) {
    await next();
    await page.getByText(text).first().waitFor();
  }
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Open in the catalog').waitFor({ timeout: 60_000 });
  expect(await readdir(portal.stamped)).toContain('haiku-table');
});

test('no page threw an error on the way', () => {
  expect(browser.faults).toEqual([]);
});
