import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { PortalApi } from '../../../tools/portal-api.ts';
import { startTestPortal, type TestPortal } from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { formPath, openForm } from './form.ts';

const answers = {
  name: 'haiku-desk',
  owner: 'group:default/assistants',
  description: 'Short poems for long meetings',
};

/** A stand-in for GitHub with one repository. */
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
  await (await PortalApi.asGuest(portal.url)).entity('template:default/prompt-library-service', 120_000);
  browser = await openBrowser();
  ({ page } = browser);
  await browser.signIn(portal.url);
  await page.getByText('There are no services yet').waitFor();
});

afterEach(() => {
  expect(browser.errors).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  github.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (given: Record<string, string> = answers) => openForm(page, portal.url, given);
/** The part of the scaffolder's answer that a test changes. */
interface ParameterSchema {
  steps: {
    schema: {
      properties: Record<string, { enum: string[]; 'ui:enumNames': string[]; default: string }>;
    };
  }[];
}

const next = () => page.getByRole('button', { name: /^(Next|Review)$/ }).click();
/** Goes through the pages of the form to the review of the given name. */
async function goThroughForm(name: string): Promise<void> {
  const pages = ['AWS region', 'Internet access in production', 'A local folder next to this portal', name];
  for (const text of pages) {
    await next();
    await page.getByText(text).first().waitFor();
  }
}

/** Waits for a message that screen readers announce. */
const announced = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

test('a taken name is refused at its field, and screen readers announce it', async () => {
  await mkdir(path.join(portal.stamped, 'left-behind'));
  await open({ ...answers, name: 'left-behind' });
  let requests = 0;
  page.on('request', request => (requests += Number(request.url().endsWith('/api/goldpath/validate'))));
  await next();
  await announced(/^Name: .*left-behind already exists/);
  const name = page.getByRole('textbox', { name: 'Name' });
  expect(await name.getAttribute('aria-invalid')).toBe('true');
  const description = await name.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${description}"]`).textContent()).toContain('already exists');
  expect(requests).toBe(1);
});

test('an owner that was deleted after the form was opened is refused at its field', async () => {
  await page.route('**/api/catalog/entities/by-query*', async route => {
    const response = await route.fetch();
    // the first page of the answer gets another group
    if (route.request().postData()?.includes('"cursor"')) return route.fulfill({ response });
    const body = (await response.json()) as { items: object[] };
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
  await announced('Owner: group:default/ghosts is not in the catalog');
  await page.unrouteAll();
});

test('a region and a size that were removed from the template are refused at their fields', async () => {
  await page.route('**/parameter-schema', async route => {
    const response = await route.fetch();
    const body = (await response.json()) as ParameterSchema;
    const { region, size } = body.steps[1]?.schema.properties ?? {};
    for (const [field, value] of [
      [region, 'eu-atlantis-1'],
      [size, 'huge'],
    ] as const) {
      field?.enum.push(value);
      field?.['ui:enumNames'].push(value);
      if (field) field.default = value;
    }
    await route.fulfill({ response, json: body });
  });
  await open();
  await next();
  await page.getByText('AWS region').first().waitFor();
  await next();
  await announced('AWS region: is "eu-atlantis-1", which is not a choice');
  await announced('Size: is "huge", which is not a choice');
  await page.getByRole('radio', { name: /Small/ }).check();
  await next();
  await announced('AWS region: is "eu-atlantis-1", which is not a choice');
  expect(await page.getByRole('alert').filter({ hasText: 'Size' }).count()).toBe(0);
  await page.unrouteAll();
});

test('an existing repository is refused at its field', async () => {
  const repoUrl = 'github.com?owner=acme&repo=taken';
  await open({ ...answers, destination: 'github', repoUrl });
  await next();
  await page.getByText('AWS region').first().waitFor();
  await next();
  await page.getByText('Internet access in production').first().waitFor();
  await next();
  await page
    .getByRole('textbox', { name: /Repository/ })
    .first()
    .waitFor();
  await next();
  await announced('Repository: acme/taken already exists on github.com');
});

test('a GitLab pipeline for a repository on GitHub is refused at its field', async () => {
  const repoUrl = 'github.com?owner=acme&repo=Free.Desk';
  await open({ ...answers, destination: 'github', repoUrl, pipeline: 'gitlab' });
  for (const text of ['AWS region', 'Internet access in production', 'Visibility']) {
    await next();
    await page.getByText(text).first().waitFor();
  }
  await next();
  await announced(/^Pipeline: must be GitHub Actions/);
  await page.getByRole('radio', { name: 'GitHub Actions' }).check();
  await next();
  await page.getByRole('button', { name: 'Create', exact: true }).waitFor();
});

test('every empty field is reported at once and the first is focused, until it has an answer', async () => {
  await open({});
  await next();
  await announced('Name: is missing; fill it in');
  await announced('Owner: is missing; fill it in');
  await announced('Description: is missing; fill it in');
  const name = page.getByRole('textbox', { name: 'Name' });
  expect(await name.evaluate(input => input === document.activeElement)).toBe(true);
  await name.fill('goldpath-portal');
  await page.getByRole('alert').filter({ hasText: 'Name' }).waitFor({ state: 'detached' });
});

test('a problem that the portal has found is not shown for another answer', async () => {
  await open({ ...answers, name: 'goldpath-portal' });
  await next();
  await announced(/^Name: .*already in the catalog/);
  await page.getByRole('textbox', { name: 'Name' }).fill('haiku-desk');
  await page.getByText(/already in the catalog/).waitFor({ state: 'detached' });
  await next();
  const heading = page.getByRole('heading', { name: 'Where it runs' });
  await heading.waitFor();
  expect(await heading.evaluate(title => title === document.activeElement)).toBe(true);
});

test('the answer of a destination that was left is not used', async () => {
  await open({ ...answers, destination: 'github' });
  for (const text of ['AWS region', 'Internet access in production', 'Visibility']) {
    await next();
    await page.getByText(text).first().waitFor();
  }
  await page.getByRole('textbox', { name: 'Owner', exact: true }).fill('acme');
  await page
    .getByRole('textbox', { name: /Repository/ })
    .first()
    .fill('free-desk');
  // the first click is enough, although the picker passes on its answer only when it is left
  await next();
  await page.getByText('github.com?owner=acme&repo=free-desk').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('radio', { name: /^A local folder/ }).check();
  await next();
  await page.getByRole('button', { name: 'Create', exact: true }).waitFor();
  expect(await page.getByText('free-desk').count()).toBe(0);
});

test('answers are kept when the page is loaded again', async () => {
  await open(answers);
  await page.getByRole('textbox', { name: 'Description' }).fill('Kept over a reload');
  await page.getByText('Shows exactly your answers').waitFor();
  await page.goto(`${portal.url}${formPath}`);
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Description' }).inputValue()).toBe('Kept over a reload');
});

test('an unreachable backend is reported at the field, and the next attempt works', async () => {
  await open();
  await page.route('**/api/goldpath/validate', route => route.abort());
  await next();
  await announced(/^Name: could not be checked/);
  await page.unrouteAll();
  await next();
  await page.getByText('AWS region').first().waitFor();
});

test('after a refusal at the end, the reasons are shown above the form with all answers', async () => {
  await open();
  await goThroughForm('haiku-desk');
  await mkdir(path.join(portal.stamped, 'haiku-desk'));
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await announced(/Nothing was created.*Name .*haiku-desk already exists.*page “The service”/);
  expect(await page.getByRole('textbox', { name: 'Description' }).inputValue()).toBe(answers.description);

  await page.getByRole('textbox', { name: 'Name' }).fill('haiku-table');
  await goThroughForm('haiku-table');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Open in the catalog').waitFor({ timeout: 120_000 });
  expect(await readdir(portal.stamped)).toContain('haiku-table');
});
