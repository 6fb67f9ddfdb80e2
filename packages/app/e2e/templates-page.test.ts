import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { root } from '../../../tools/root.mjs';
import { PortalApi } from '../../../tools/portal-api.ts';
import { startTestPortal, type TestPortal } from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let folder: string;
let portal: TestPortal;
let browser: TestBrowser;
let page: Page;

const brokenTemplate = () => path.join(folder, 'broken-service');

/** A copy of the template under another name, in which an edit matches nothing. */
async function writeBrokenTemplate(): Promise<void> {
  const isOurs = (source: string) => !/node_modules|[/\\]dist$/.test(source);
  await cp(path.join(root, 'templates', 'prompt-library-service'), brokenTemplate(), {
    recursive: true,
    filter: isOurs,
  });
  await replace('template.yaml', 'name: prompt-library-service', 'name: broken-service');
  await replace('template.yaml', 'title: Prompt library service', 'title: Broken service');
  await replace('stamp.yaml', 'at: /info/title', 'at: /info/heading');
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(brokenTemplate(), file), 'utf8');
  expect(text).toContain(from);
  await writeFile(path.join(brokenTemplate(), file), text.replace(from, to));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-templates-'));
  await writeBrokenTemplate();
  const config = path.join(folder, 'app-config.test.yaml');
  const locations = [
    { type: 'file', target: path.join(root, 'catalog', 'all.yaml') },
    ...[path.join(root, 'templates', 'prompt-library-service'), brokenTemplate()].map(dir => ({
      type: 'file',
      target: path.join(dir, 'template.yaml'),
      rules: [{ allow: ['Template'] }],
    })),
  ];
  await writeFile(
    config,
    stringify({
      catalog: { locations },
      goldpath: { templates: { path: path.join(folder, 'no-templates') } },
    }),
  );
  portal = await startTestPortal({ configs: ['app-config.yaml', config] });
  const api = await PortalApi.asGuest(portal.url);
  await api.entity('template:default/prompt-library-service', 120_000);
  await api.entity('template:default/broken-service', 120_000);
  browser = await openBrowser();
  ({ page } = browser);
  await browser.signIn(portal.url);
  await page.getByText('There are no services yet').waitFor();
});

beforeEach(async () => {
  await rm(brokenTemplate(), { recursive: true, force: true });
  await writeBrokenTemplate();
  await page.goto(`${portal.url}/templates`);
  await item('Broken service').getByText('1 error').waitFor();
});

afterEach(() => {
  expect(browser.errors).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

const item = (name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('the API is only for people who are signed in', async () => {
  expect((await fetch(`${portal.url}/api/goldpath/templates`)).status).toBe(401);
});

test('the navigation leads to the templates, the one with errors first', async () => {
  await page.goto(portal.url);
  await page.getByRole('link', { name: 'Templates', exact: true }).click();
  await item('Broken service').waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'Broken service',
    'Prompt library service',
  ]);
});

test('a template is shown with its version, owner, last change and problems', async () => {
  const clean = item('Prompt library service');
  const version = /version: (\S+)/.exec(
    await readFile(path.join(root, 'templates', 'prompt-library-service', 'stamp.yaml'), 'utf8'),
  )?.[1];
  await clean.getByText(`${version}`).waitFor();
  await clean.getByRole('link', { name: 'Platform' }).waitFor();
  expect(await clean.locator('time').getAttribute('datetime')).toMatch(/^20\d\d-/);
  await clean.getByText('No problems').waitFor();
  await item('Broken service').getByText('1 error').waitFor();
});

test('problems can be opened by keyboard, with file, line, column, message and fix', async () => {
  const line = (await readFile(path.join(brokenTemplate(), 'stamp.yaml'), 'utf8'))
    .split('\n')
    .findIndex(text => text.includes('/info/heading'));
  const button = item('Broken service').getByRole('button', { name: 'Show problems of Broken service' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByText(new RegExp(`^stamp\\.yaml:${line + 1}:\\d+$`)).waitFor();
  await page.getByText('skeleton/openapi.yaml has no /info/heading').waitFor();
  await page.getByText(/^Fix: /).waitFor();
  const hide = item('Broken service').getByRole('button', { name: 'Hide problems of Broken service' });
  expect(await hide.getAttribute('aria-expanded')).toBe('true');
});

test('a narrow window does not scroll sideways', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: 'Show problems of Broken service' }).click();
  await page.getByText('skeleton/openapi.yaml has no /info/heading').waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('only templates with problems of the chosen severity are shown', async () => {
  await page.getByRole('radio', { name: /^Errors/ }).check();
  await item('Prompt library service').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /^Unknown/ }).check();
  await page.getByText('No template has problems of this kind.').waitFor();
  await page.getByRole('radio', { name: /^All/ }).check();
  await item('Prompt library service').waitFor();
});

test('a refresh shows that a template was fixed', async () => {
  await replace('stamp.yaml', 'at: /info/heading', 'at: /info/title');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await item('Broken service').getByText('No problems').waitFor();
});

test('an unreadable template shows the reason, next to the others', async () => {
  await rm(brokenTemplate(), { recursive: true });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await item('Broken service').getByText('Not readable').waitFor();
  await page.getByRole('button', { name: 'Show problems of Broken service' }).click();
  await page.getByText(`${brokenTemplate()} does not exist`).waitFor();
  await item('Prompt library service').getByText('No problems').waitFor();
});

test('a failing backend and a catalog without templates are shown', async () => {
  const answer = (status: number, json: object) =>
    page.route('**/api/goldpath/templates', route => route.fulfill({ status, json }));
  await answer(500, { error: { name: 'Error', message: 'out of order' } });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('The templates could not be loaded').waitFor();
  await page.unrouteAll();
  await answer(200, { templates: [] });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('No template is registered yet').waitFor();
  await page.unrouteAll();
});
