import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PortalApi } from '../../../tools/portal-api.ts';
import {
  frequentSearchIndex,
  serviceAnswers,
  startTestPortal,
  type TestPortal,
} from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { formPath } from './form.ts';
import { stockFindings } from './stockFindings.ts';

const service = `/catalog/default/component/${serviceAnswers.name}`;

/** Every page, by its path, with a text that it has when it is complete. */
const pages: [path: string, text: string | RegExp][] = [
  ['/', serviceAnswers.description],
  ['/create', 'Prompt library service'],
  [formPath, /^\d+ files$/],
  ['/create/tasks', 'Task Owner'],
  ['/create/tasks/:task', /^\d+ files$/],
  ['/catalog?filters[kind]=component&filters[user]=all', serviceAnswers.name],
  [service, 'Where it comes from'],
  [`${service}/infrastructure`, 'Not in the total'],
  [`${service}/checks`, 'Passes'],
  [`${service}/readme`, 'As it is in the repository.'],
  ['/api-docs', `${serviceAnswers.name}-api`],
  ['/services', serviceAnswers.name],
  ['/policies', 'database-not-public'],
  ['/templates', 'Prompt library service'],
  [`/search?query=${serviceAnswers.name}`, serviceAnswers.description],
  ['/settings', 'Theme'],
  ['/not-a-page', 'Page not found'],
];

let portal: TestPortal;
let browser: TestBrowser;
let page: Page;
let task: string;
const seen = new Set<object>();

/** Until its index is renewed, the search finds documents with similar words. */
async function indexed(api: PortalApi, title: string): Promise<void> {
  const response = await api.request(`/api/search/query?term=${title}`);
  const { results } = (await response.json()) as { results: { document: { title: string } }[] };
  const isFound = results.some(({ document }) => document.title === title);
  assert(isFound, `the search does not find ${title}`);
}

beforeAll(async () => {
  portal = await startTestPortal({ env: frequentSearchIndex });
  const api = await PortalApi.asGuest(portal.url);
  const template = 'template:default/prompt-library-service';
  await api.entity(template, 120_000);
  await api.runTask(template, serviceAnswers);
  await api.entity(`component:default/${serviceAnswers.name}`, 120_000);
  await vi.waitFor(() => indexed(api, serviceAnswers.name), { timeout: 120_000, interval: 1_000 });
  const tasks = (await (await api.request('/api/scaffolder/v2/tasks')).json()) as { tasks: { id: string }[] };
  task = tasks.tasks[0]?.id ?? '';
  browser = await openBrowser();
  ({ page } = browser);
  await browser.signIn(portal.url);
  await page.getByText(serviceAnswers.description).waitFor();
});

afterEach(() => {
  expect(browser.errors).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

/** The serious and critical findings of axe on the present page, without those in parts of Backstage. */
async function findings(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html })));
  const own = found.filter(({ id, html }) => {
    const known = stockFindings.find(stock => stock.rule === id && stock.html.test(html));
    if (known) seen.add(known);
    return known === undefined;
  });
  return own.map(({ id, html }) => `${id}: ${html}`);
}

/** Follows a path as a link in the portal does, which does not load its code again. */
async function follow(path: string): Promise<void> {
  await page.evaluate(target => {
    history.pushState(null, '', target);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

describe.each(['light', 'dark'])('in the %s theme', theme => {
  beforeAll(async () => {
    await page.evaluate(id => localStorage.setItem('theme', id), theme);
    await page.goto(portal.url);
    await page.getByText(serviceAnswers.description).waitFor();
  });

  test.each(pages)('%s has no serious finding', async (path, text) => {
    await follow(path.replace(':task', task));
    await page.getByText(text).first().waitFor();
    await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 120_000 }).toBe(0);
    // stock progress bars, which have no name, come back for a moment while a list is filtered
    await expect.poll(findings, { timeout: 120_000, interval: 500 }).toEqual([]);
  });
});

test('every stock finding of the list is still there', () => {
  expect(stockFindings.filter(known => !seen.has(known))).toEqual([]);
});
