import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { browserExecutable } from '../../../tools/setup/browser.ts';

/** A browser with an empty profile, and its only page. */
export interface TestBrowser {
  page: Page;
  /** errors that a page threw */
  errors: string[];
  /** opens a portal as a guest */
  signIn(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a browser for a test file. */
export async function openBrowser(): Promise<TestBrowser> {
  const profile = await mkdtemp(path.join(tmpdir(), 'goldpath-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await browserExecutable(),
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
  });
  await context.addInitScript(stopAnimations);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  return {
    page,
    errors,
    async signIn(url) {
      await page.goto(url);
      await page.getByRole('button', { name: 'Enter' }).click();
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Software rendering of endless progress bars would keep a core busy, and moving buttons are clicked beside. */
function stopAnimations(): void {
  const style = new CSSStyleSheet();
  style.replaceSync('*, *::before, *::after { animation: none !important; transition: none !important; }');
  document.adoptedStyleSheets.push(style);
}
