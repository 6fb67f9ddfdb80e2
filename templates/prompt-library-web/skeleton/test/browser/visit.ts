import { randomUUID } from 'node:crypto';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';

const browser = await chromium.connect(inject('browser'));
afterAll(() => browser.close());

/** Opens a page of the site in a new profile; it is closed after the test. */
export async function visit(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: inject('site'), locale: 'en-US', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** A new account, by the form of the site. */
export async function signUp(page: Page, name: string): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(`${randomUUID()}@example.com`);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** The content of a prompt. */
interface Content {
  title: string;
  text: string;
  tags?: string;
  visibility?: 'PUBLIC' | 'PRO' | 'PRIVATE';
}

/**
 * Adds a prompt, by the form of the site.
 *
 * @returns the path of its page
 */
export async function addPrompt(page: Page, content: Content): Promise<string> {
  await page.goto('/prompts/new');
  await page.getByLabel('Title').fill(content.title);
  await page.getByLabel('Text').fill(content.text);
  await page.getByLabel('Visible to').selectOption(content.visibility ?? 'PUBLIC');
  await page.getByLabel('Tags').fill(content.tags ?? '');
  await page.getByRole('button', { name: 'Add the prompt' }).click();
  await page.getByRole('heading', { name: content.title, level: 1 }).waitFor();
  return new URL(page.url()).pathname;
}

/** A word that no other test uses, since tests may share a service. */
export const uniqueWord = () => `w${randomUUID().replaceAll('-', '')}`;
