import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addPrompt, signUp, uniqueWord, visit } from './visit.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The serious findings of axe on a page, and whether it is wider than the screen. */
async function findingsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return [
    ...violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(isWide ? ['wider than the screen'] : []),
  ];
}

const narrow = { viewport: { width: 360, height: 740 } };

test.each([
  ['light', { colorScheme: 'light' }],
  ['dark and narrow', { colorScheme: 'dark', ...narrow }],
] as const)('axe finds nothing serious on any page, %s', async (_name, options) => {
  const page = await visit('/', options);
  await signUp(page, 'Ada');
  const word = uniqueWord();
  const content = { title: `Long ${word}`, text: 'Explain ${topic} to ${level:a child}\n', tags: 'a, b' };
  const address = await addPrompt(page, content);
  await page.goto(`${address}/edit`);
  await page.getByLabel('Title').fill('Changed');
  await page.getByLabel('Text').fill('Explain ${topic}');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Version 2' }).waitFor();

  const findings: Record<string, string[]> = {};
  const addresses = [
    '/',
    `/?q=${word}`,
    `/?q=${uniqueWord()}`,
    '/?show=pro',
    '/sign-in?ended',
    '/sign-up',
    '/prompts/new',
    '/collections',
    '/transfer',
    '/missing',
    ...['', '/edit', '/versions', '/versions/1', '/versions/2'].map(path => address + path),
  ];
  for (const path of addresses) {
    await page.goto(path);
    const found = await findingsOn(page);
    if (found.length > 0) findings[path] = found;
  }
  expect(findings).toEqual({});
});

test('the list is searched and a prompt is opened with the keyboard alone', async () => {
  const word = uniqueWord();
  const page = await visit('/');
  await signUp(page, 'Ada');
  await addPrompt(page, { title: `Keys ${word}`, text: 'x' });
  await page.goto('/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type(word);
  await page.getByText('1 prompt', { exact: true }).waitFor();
  const title = page.getByRole('link', { name: `Keys ${word}` });
  for (let presses = 0; presses < 130; presses++) {
    if (await title.evaluate(link => link === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Keys ${word}`, level: 1 }).waitFor();
});
