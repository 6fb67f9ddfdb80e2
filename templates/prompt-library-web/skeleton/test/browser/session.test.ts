import { expect, test } from 'vitest';
import { signUp, uniqueWord, visit } from './visit.ts';

test('the tokens are in cookies that no script can read', async () => {
  const page = await visit('/');
  await signUp(page, 'Ada');
  const cookies = (await page.context().cookies()).filter(({ name }) => ['access', 'refresh'].includes(name));
  expect(cookies).toMatchObject([{ httpOnly: true }, { httpOnly: true }]);
  expect(await page.evaluate(() => document.cookie)).not.toContain(cookies[0]?.value);
});

test('a session goes on after the access token has expired, also with several requests at once', async () => {
  const page = await visit('/');
  await signUp(page, 'Ada');
  await page.context().clearCookies({ name: 'access' });
  const responses = await Promise.all(
    ['/', '/collections', '/prompts/new'].map(path => page.request.get(path, { maxRedirects: 0 })),
  );
  expect(responses.map(response => response.status())).toEqual([200, 200, 200]);
  await page.goto('/collections');
  expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(1);
});

test('a session that the service has ended leads to the sign-in page', async () => {
  const page = await visit('/');
  await signUp(page, 'Ada');
  const before = await page.context().cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await page.context().addCookies(before);
  await page.goto('/collections');
  await page.getByText('Your session has ended').waitFor();
});

test('a guest returns to the page that asked for an account', async () => {
  const page = await visit('/collections');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(new URL(page.url()).searchParams.get('next')).toBe('/collections');
});

test('a wrong password is reported, and the email is kept', async () => {
  const page = await visit('/sign-in');
  const email = `${uniqueWord()}@example.com`;
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The email or the password is wrong.').waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe(email);
});

test('the language is that of the browser, until another one is chosen', async () => {
  const page = await visit('/', { locale: 'ko-KR' });
  await page.getByRole('heading', { name: '프롬프트 찾기' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Find a prompt' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('the theme follows the system, until another one is chosen with the keyboard', async () => {
  const page = await visit('/', { colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  const dark = page.getByRole('button', { name: 'Dark' });
  await dark.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => dark.getAttribute('aria-pressed')).toBe('true');
  expect(await background()).not.toBe(light);
  // the response already has it, so that the page is not light first
  expect(await (await page.request.get('/')).text()).toContain('data-theme="dark"');
  await page.getByRole('button', { name: 'System' }).click();
  await expect.poll(background).toBe(light);
});
