import { expect, test } from 'vitest';
import { addPrompt, signUp, uniqueWord, visit } from './visit.ts';

test('a collection keeps a prompt until it is removed', async () => {
  const title = uniqueWord();
  const page = await visit('/');
  await signUp(page, 'Ada');
  const address = await addPrompt(page, { title, text: 'x' });
  await page.goto('/collections');
  await page.getByLabel('New collection').fill('For Mondays');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'For Mondays' }).waitFor();

  await page.goto(address);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Added', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Collections' }).click();
  await page.getByRole('link', { name: 'For Mondays' }).click();
  await page.getByRole('button', { name: `Remove ${title}` }).click();
  await page.getByText('The collection is empty').waitFor();
});

test('an exported file can be imported again', async () => {
  const title = uniqueWord();
  const page = await visit('/');
  await signUp(page, 'Ada');
  await addPrompt(page, { title, text: 'two\nlines' });
  await page.goto('/transfer');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).first().click(),
  ]);
  const chunks = (await (await download.createReadStream()).toArray()) as Buffer[];
  const file = { name: 'prompts.csv', mimeType: 'text/csv', buffer: Buffer.concat(chunks) };
  expect(file.buffer.toString()).toContain(title);
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByText('1 prompt imported, 0 rows refused').waitFor();
});

test('each refused row is listed with its reason', async () => {
  const page = await visit('/');
  await signUp(page, 'Ada');
  await page.goto('/transfer');
  const buffer = Buffer.from(`title,text\n${uniqueWord()},fine\n,no title\n`);
  await page.getByLabel('File').setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByText('1 prompt imported, 1 row refused').waitFor();
  await page.getByRole('cell', { name: 'title' }).waitFor();
});
