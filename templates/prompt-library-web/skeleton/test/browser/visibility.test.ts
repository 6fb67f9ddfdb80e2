import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addPrompt, signUp, uniqueWord, visit } from './visit.ts';

/** Everything that a page sends for an address: its HTML, and what its scripts load. */
async function everythingOf(page: Page, address: string): Promise<{ status: number; text: string }> {
  const html = await page.request.get(address);
  const data = await page.request.get(address, { headers: { rsc: '1' } });
  return { status: html.status(), text: (await html.text()) + (await data.text()) };
}

test.each(['PRO', 'PRIVATE'] as const)('a %s prompt does not leak to others', async visibility => {
  const word = uniqueWord();
  const creator = await visit('/');
  await signUp(creator, 'Ada');
  const content = { title: `Title ${word}`, text: `Text ${word}`, tags: `tag${word}`, visibility };
  const address = await addPrompt(creator, content);
  expect((await everythingOf(creator, address)).text).toContain(`Text ${word}`);

  const guest = await visit('/');
  const user = await visit('/');
  await signUp(user, 'Min');
  for (const page of [guest, user]) {
    for (const path of ['', '/versions', '/versions/1', '/edit']) {
      const { status, text } = await everythingOf(page, `${address}${path}`);
      if (page === user || path !== '/edit') expect({ path, status }).toEqual({ path, status: 404 });
      expect(text).not.toContain(word);
    }
    for (const list of ['/', '/?show=pro', '/?sort=likes', '/?q=Text']) {
      expect((await everythingOf(page, list)).text).not.toContain(word);
    }
  }
});

test('users without PRO are offered it', async () => {
  const page = await visit('/?show=pro');
  await page.getByRole('heading', { name: 'Some prompts are for users with PRO' }).waitFor();
});
