import { expect, inject, test } from 'vitest';
import { addPrompt, signUp, uniqueWord, visit } from './visit.ts';

test('a prompt is added, found, liked, changed and restored', async () => {
  const word = uniqueWord();
  const page = await visit('/');
  await signUp(page, 'Ada');
  const address = await addPrompt(page, { title: `Notes ${word}`, text: 'First text', tags: `${word}-tag` });

  await page.goto('/');
  await page.getByRole('searchbox').pressSequentially(word);
  const card = page.getByRole('article').filter({ hasText: `Notes ${word}` });
  await card.waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(word);
  await card.getByRole('link').click();

  const like = page.getByRole('button', { name: 'Like' });
  await like.click();
  await page.getByRole('button', { name: 'Like', pressed: true }).waitFor();
  await expect.poll(() => like.textContent()).toContain('1 like');

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Text').fill('Second text');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Second text').waitFor();

  await page.getByRole('link', { name: 'Version 2' }).click();
  await page.getByRole('link', { name: 'Version 1' }).click();
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page.getByRole('link', { name: 'Version 3' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(address);
  expect(await page.getByText('First text').count()).toBe(1);
});

test('a version shows the changed lines', async () => {
  const page = await visit('/');
  await signUp(page, 'Ada');
  const address = await addPrompt(page, { title: uniqueWord(), text: 'same\nold' });
  await page.goto(`${address}/edit`);
  await page.getByLabel('Text').fill('same\nnew');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Version 2' }).waitFor();
  await page.goto(`${address}/versions/2`);
  const lines = page.getByRole('region', { name: 'Text' }).locator('> div');
  await expect.poll(() => lines.allTextContents()).toEqual([' same', '−Removed: old', '+Added: new']);
});

test('a tag leaves only the prompts that have it', async () => {
  const word = uniqueWord();
  const page = await visit('/');
  await signUp(page, 'Ada');
  const address = await addPrompt(page, { title: `A ${word}`, text: 'x', tags: `tag${word}` });
  await addPrompt(page, { title: `B ${word}`, text: 'x' });
  await page.goto(address);
  await page.getByRole('link', { name: `tag${word}` }).click();
  await page.getByText('1 prompt', { exact: true }).waitFor();
  expect(await page.getByRole('article').allTextContents()).toHaveLength(1);
});

test('clearing the filters empties the search', async () => {
  const page = await visit('/');
  await page.getByRole('searchbox').pressSequentially(uniqueWord());
  await page.getByRole('link', { name: 'Clear all filters' }).click();
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
  expect(new URL(page.url()).search).toBe('');
});

test('variables are filled in as the service does', async () => {
  const text = 'Explain ${topic} to ${level:a beginner}, ${topic}! $name ${}';
  const page = await visit('/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await signUp(page, 'Ada');
  const address = await addPrompt(page, { title: uniqueWord(), text });
  await page.getByLabel('topic').fill('trees & $& ${level}');
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied').waitFor();
  const rendered = await fetch(`${inject('service')}/v1${address}/render`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ values: { topic: 'trees & $& ${level}' } }),
  });
  expect({ text: await page.evaluate(() => navigator.clipboard.readText()) }).toEqual(await rendered.json());
});

test('a change that would overwrite another one is refused once, and nothing is lost', async () => {
  const page = await visit('/');
  await signUp(page, 'Ada');
  const address = await addPrompt(page, { title: uniqueWord(), text: 'first' });
  await page.goto(`${address}/edit`);
  const other = await page.context().newPage();
  await other.goto(`${address}/edit`);
  await other.getByLabel('Text').fill('from another tab');
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByRole('link', { name: 'Version 2' }).waitFor();

  await page.getByLabel('Text').fill('mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').filter({ hasText: 'was changed since you opened it' }).waitFor();
  expect(await page.getByLabel('Text').inputValue()).toBe('mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Version 3' }).waitFor();
});
