import { readdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortalApi } from '../../../tools/portal-api.ts';
import { startTestPortal, type TestPortal } from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let portal: TestPortal;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  portal = await startTestPortal();
  await (await PortalApi.asGuest(portal.url)).entity('template:default/prompt-library-service', 30_000);
  browser = await openBrowser();
  ({ page } = browser);
});

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const next = () => page.getByRole('button', { name: 'Next' }).click();

// one person's way, in its order: each test goes on where the one before it stopped
test('a guest signs in and arrives at the way to create a service', async () => {
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('No service yet').waitFor();
  await page.getByRole('button', { name: 'Create a service' }).click();
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
});

test('a bad name is refused at its field, with what a name looks like', async () => {
  await page.getByRole('textbox', { name: 'Name' }).fill('Haiku Desk');
  await page.getByRole('textbox', { name: 'Description' }).fill('Short poems for long meetings');
  await page.getByLabel('Owner').fill('Assistants');
  await page.getByRole('option', { name: /Assistants/ }).click();
  await next();
  await page
    .getByText(/may hold lower-case letters, digits and single hyphens/)
    .first()
    .waitFor();
  expect(await readdir(portal.stamped)).toEqual([]);
});

test('a name that the catalog has is refused at its field', async () => {
  await page.getByRole('textbox', { name: 'Name' }).fill('goldpath-portal');
  await next();
  await page
    .getByText(/component:default\/goldpath-portal is in the catalog already/)
    .first()
    .waitFor();
});

test('the corrected form creates the service', async () => {
  await page.getByRole('textbox', { name: 'Name' }).fill('haiku-desk');
  await next();
  await page.getByText('AWS region').first().waitFor();
  await next();
  await page.getByText('Way out of production').first().waitFor();
  await next();
  await page.getByText('A folder beside this portal').waitFor();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Open in the catalog').waitFor({ timeout: 60_000 });
  expect(await readdir(portal.stamped)).toEqual(['haiku-desk']);
});

test('the link leads to the page of the new service', async () => {
  await (await PortalApi.asGuest(portal.url)).entity('component:default/haiku-desk', 5_000);
  await page.getByText('Open in the catalog').click();
  await page.getByText('Short poems for long meetings').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/catalog/default/component/haiku-desk');
});

test('its API is described where it says so', async () => {
  await page.goto(`${portal.url}/catalog/default/api/haiku-desk-api/definition`);
  for (const route of ['/v1/prompts', '/v1/auth/login', '/v1/recommendations', '/mcp']) {
    await page.getByText(route).first().waitFor();
  }
});

test('the home page shows the new service, in a narrow window too', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(portal.url);
  await page.getByRole('link', { name: 'haiku-desk' }).waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('no page threw an error on the way', () => {
  expect(browser.faults).toEqual([]);
});
