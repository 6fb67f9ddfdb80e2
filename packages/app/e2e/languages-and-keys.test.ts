import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../tools/freePort.ts';
import { PortalApi } from '../../../tools/portal-api.ts';
import { type Portal, startPortal, stopPortal } from '../../../tools/setup/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { formPath, openForm } from './form.ts';

const service = '/catalog/default/component/ode-desk';

let folder: string;
let port: number;
let portal: Portal;
let api: PortalApi;
let browser: TestBrowser;
let page: Page;

/** Starts a portal at the same address and with the same data as the one before. */
async function start(): Promise<void> {
  const env = { GOLDPATH_STAMPED: path.join(folder, 'stamped') };
  portal = await startPortal({ port, data: path.join(folder, 'data'), env });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-languages-'));
  await mkdir(path.join(folder, 'stamped'));
  port = await freePort();
  await start();
  api = await PortalApi.asGuest(portal.url);
  await api.entity('template:default/prompt-library-service', 120_000);
  browser = await openBrowser();
  ({ page } = browser);
  await browser.signIn(portal.url);
  await page.getByText('There are no services yet').waitFor();
});

afterEach(async () => {
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  expect(browser.errors).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  if (portal) await stopPortal(portal);
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['/create', 'Create', 'Choose'],
  ['/create/not-a-tab', 'Page not found', 'The address may be misspelled'],
  ['/not-a-page', 'Page not found', 'The address may be misspelled'],
  ['/catalog-graph', 'Catalog graph', 'Max depth'],
])('the page %s has the title "%s"', async (pathname, title, text) => {
  await page.goto(portal.url + pathname);
  await page.getByText(text).first().waitFor();
  await expect.poll(() => page.title()).toBe(`${title} | Goldpath`);
});

test.each([
  ['/policies', 'Policies'],
  ['/services', 'Services'],
])('the page %s is named "%s" in its header', async (pathname, name) => {
  await page.goto(portal.url + pathname);
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByText(name, { exact: true }).waitFor();
});

/** Moves the focus with the keyboard until an element has it. */
async function tabTo(target: Locator): Promise<void> {
  await target.first().waitFor();
  const isFocused = () => target.first().evaluate(element => element === document.activeElement);
  for (let moves = 0; moves < 80; moves += 1) {
    if (await isFocused()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not reach the element.');
}

async function press(name: string | RegExp): Promise<void> {
  await tabTo(page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

test('a service is created with the keyboard alone', async () => {
  await openForm(page, portal.url, { region: 'eu-central-1' });
  await tabTo(page.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('ode-desk');
  await tabTo(page.getByLabel('Owner'));
  await page.keyboard.type('Assistants');
  await page.getByRole('option', { name: /Assistants/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('textbox', { name: 'Description' }));
  await page.keyboard.type('Odes for the morning');
  for (const heading of ['Where it runs', 'How it is built', 'Where to publish']) {
    await press('Next');
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(heading);
  }
  await press('Review');
  await press('Create');
  await page.getByText('Open in the catalog').waitFor({ timeout: 120_000 });
  await api.entity('component:default/ode-desk', 120_000);
  await tabTo(page.getByRole('link', { name: 'Open in the catalog' }));
  await page.keyboard.press('Enter');
  await page.getByText('Odes for the morning').first().waitFor();
  expect(new URL(page.url()).pathname).toBe(service);
});

test('a reader who chooses Korean has the form, the preview and the page of a service in Korean', async () => {
  await page.goto(`${portal.url}/settings`);
  await page.getByText('Change the language').waitFor();
  await page.getByTestId('select').last().click();
  await page.getByRole('option', { name: '한국어' }).click();
  await page.getByText('화면에 표시할 언어를 바꿉니다').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  await page.goto(`${portal.url}${formPath}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('');
  await page.getByRole('button', { name: '다음' }).click();
  await page.getByText('필수 항목입니다. 값을 입력해 주세요').first().waitFor();
  const preview = page.getByRole('region', { name: '미리 보기' });
  await preview.getByText(/^파일 \d+개$/).waitFor();
  await preview.getByRole('tab', { name: '계획' }).click();
  await preview.getByRole('heading', { name: '만들 때 진행되는 단계' }).waitFor();
  await page.goto(portal.url + service);
  await page.getByText('실행 방법').waitFor();
  await page.getByText('템플릿', { exact: true }).first().waitFor();
  await page.goto(`${portal.url}${service}/checks`);
  // one in the result, and one in the history
  await page.getByText('통과', { exact: true }).nth(1).waitFor();
  expect(await page.locator('time').first().textContent()).toMatch(/^\d{4}\. \d+\. \d+\. 오[전후] \d+:\d\d$/);
});

test('pages say that the portal cannot be reached, and load again when it can', async () => {
  await page.goto(`${portal.url}/policies`);
  await page.getByText('database-not-public').first().waitFor();
  await stopPortal(portal);
  await page.getByRole('button', { name: 'Refresh' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The portal cannot be reached' });
  await alert.getByRole('heading', { name: 'The policies could not be loaded' }).waitFor();
  // the program of this page was not loaded before
  await page.getByRole('link', { name: 'Templates', exact: true }).click();
  await alert.getByRole('heading', { name: 'This page could not be shown' }).waitFor();
  const again = alert.getByRole('button', { name: 'Try again' });
  await again.click();
  expect(await page.getByText(/\bat .*:\d+:\d+/).count()).toBe(0);
  await start();
  await again.click();
  await page.getByText('Prompt library service').first().waitFor();
});
