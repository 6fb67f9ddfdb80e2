import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { root } from '../../../tools/node24.mjs';
import { PortalApi } from '../../../tools/portal-api.ts';
import { startTestPortal, type TestPortal } from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let folder: string;
let portal: TestPortal;
let browser: TestBrowser;
let page: Page;

const faulty = () => path.join(folder, 'faulty-service');

/** A copy of the template under another name, in which an edit matches nothing. */
async function writeFaultyTemplate(): Promise<void> {
  const isOurs = (source: string) => !/node_modules|[/\\]dist$/.test(source);
  await cp(path.join(root, 'templates', 'prompt-library-service'), faulty(), {
    recursive: true,
    filter: isOurs,
  });
  await replace('template.yaml', 'name: prompt-library-service', 'name: faulty-service');
  await replace('template.yaml', 'title: Prompt library service', 'title: Faulty service');
  await replace('stamp.yaml', 'at: /info/title', 'at: /info/heading');
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(faulty(), file), 'utf8');
  expect(text).toContain(from);
  await writeFile(path.join(faulty(), file), text.replace(from, to));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-templates-'));
  await mkdir(faulty());
  await writeFaultyTemplate();
  const config = path.join(folder, 'app-config.test.yaml');
  const locations = [
    { type: 'file', target: path.join(root, 'catalog', 'all.yaml') },
    ...[path.join(root, 'templates', 'prompt-library-service'), faulty()].map(dir => ({
      type: 'file',
      target: path.join(dir, 'template.yaml'),
      rules: [{ allow: ['Template'] }],
    })),
  ];
  await writeFile(config, stringify({ catalog: { locations } }));
  portal = await startTestPortal({ configs: ['app-config.yaml', config] });
  const api = await PortalApi.asGuest(portal.url);
  await api.entity('template:default/prompt-library-service', 30_000);
  await api.entity('template:default/faulty-service', 30_000);
  browser = await openBrowser();
  ({ page } = browser);
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('No service yet').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

const item = (name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('nobody reads it who is not signed in', async () => {
  expect((await fetch(`${portal.url}/api/goldpath/templates`)).status).toBe(401);
});

// one person's way, in its order: each test goes on where the one before it stopped
test('the navigation leads to the templates, the one with errors first', async () => {
  await page.getByRole('link', { name: 'Templates', exact: true }).click();
  await item('Faulty service').waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'Faulty service',
    'Prompt library service',
  ]);
});

test('a template is shown with its version, its owner, its last change and what was found', async () => {
  const sound = item('Prompt library service');
  const version = /version: (\S+)/.exec(
    await readFile(path.join(root, 'templates', 'prompt-library-service', 'stamp.yaml'), 'utf8'),
  )?.[1];
  await sound.getByText(`${version}`).waitFor();
  await sound.getByRole('link', { name: 'Platform' }).waitFor();
  expect(await sound.locator('time').getAttribute('datetime')).toMatch(/^20\d\d-/);
  await sound.getByText('No findings').waitFor();
  await item('Faulty service').getByText('1 error').waitFor();
});

test('its findings open by the keyboard, with file, line, column, message and fix', async () => {
  const line = (await readFile(path.join(faulty(), 'stamp.yaml'), 'utf8'))
    .split('\n')
    .findIndex(text => text.includes('/info/heading'));
  const button = item('Faulty service').getByRole('button', { name: 'Show findings of Faulty service' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByText(new RegExp(`^stamp\\.yaml:${line + 1}:\\d+$`)).waitFor();
  await page.getByText('skeleton/openapi.yaml has no /info/heading').waitFor();
  await page.getByText(/^Fix: /).waitFor();
  const hide = item('Faulty service').getByRole('button', { name: 'Hide findings of Faulty service' });
  expect(await hide.getAttribute('aria-expanded')).toBe('true');
});

test('a narrow window shows all of it without scrolling sideways', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByText('skeleton/openapi.yaml has no /info/heading').waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('only templates with findings of the chosen severity are shown', async () => {
  await page.getByRole('radio', { name: /^Errors/ }).check();
  await item('Prompt library service').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: /^Unknown/ }).check();
  await page.getByText('No template has findings of this kind.').waitFor();
  await page.getByRole('radio', { name: /^All/ }).check();
  await item('Prompt library service').waitFor();
});

test('who mends the template and looks again sees that it is mended', async () => {
  await replace('stamp.yaml', 'at: /info/heading', 'at: /info/title');
  await page.getByRole('button', { name: 'Look again' }).click();
  await item('Faulty service').getByText('No findings').waitFor();
});

test('a template that cannot be read says why, and the others are there', async () => {
  await rm(faulty(), { recursive: true });
  await page.getByRole('button', { name: 'Look again' }).click();
  await item('Faulty service').getByText('Not readable').waitFor();
  await page.getByRole('button', { name: 'Show findings of Faulty service' }).click();
  await page.getByText(`${faulty()} does not exist`).waitFor();
  await item('Prompt library service').getByText('No findings').waitFor();
});

test('a server that fails is said, and a catalog without templates', async () => {
  const answer = (status: number, json: object) =>
    page.route('**/api/goldpath/templates', route => route.fulfill({ status, json }));
  await answer(500, { error: { name: 'Error', message: 'out of order' } });
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByText('The templates could not be loaded').waitFor();
  await page.unrouteAll();
  await answer(200, { templates: [] });
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByText('No template is registered yet').waitFor();
  await page.unrouteAll();
});

test('no page threw an error on the way', () => {
  expect(browser.faults).toEqual([]);
});
