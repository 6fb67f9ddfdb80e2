import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { x } from 'tinyexec';
import { openBrowser } from '../../packages/app/e2e/browser.ts';
import { freePort } from '../freePort.ts';
import { installProject } from '../setup/projectPackages.ts';
import { service, type Server, startPromptLibrary, startServer, website } from './promptLibrary.ts';

const wide = { width: 1120, height: 720 };

/** Opens each page of the READMEs, as far as it has to be for its picture. The user is signed in. */
const pictures: Readonly<Record<string, (page: Page, url: string) => Promise<void>>> = {
  async 'browse-light'(page, url) {
    await page.goto(url);
    await page.getByRole('article').first().waitFor();
  },
  async 'prompt-dark'(page, url) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(url);
    await page.getByRole('link', { name: 'Release notes' }).click();
    await page.getByLabel('commits').fill('a1b2c3 Faster search\nd4e5f6 Fix the export');
  },
  async 'browse-narrow'(page, url) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 720 });
    await page.goto(url);
    await page.getByRole('button', { name: '한국어' }).click();
    await page.getByRole('heading', { name: '프롬프트 찾기' }).waitFor();
    await page.goto(`${url}/?tag=travel`);
    await page.getByRole('article').first().waitFor();
  },
};

/**
 * Writes the pictures of the website into `docs/` of both skeletons, from the service with its example library. The machine
 * needs a font with Korean letters, such as Debian's `fonts-nanum`.
 *
 * @throws Error with the output of a command that fails
 */
export async function takeWebsitePictures(): Promise<void> {
  await installProject(service);
  await installProject(website);
  let password = '';
  const library = await startPromptLibrary(async env => {
    password = await seed(env);
  });
  try {
    const site = await startWebsite(library.url);
    try {
      await takeAll(site.url, password);
    } finally {
      await site.stop();
    }
  } finally {
    await library.stop();
  }
}

/**
 * Adds the example library, and returns the password of its users.
 *
 * @throws Error when it is not printed
 */
async function seed(env: NodeJS.ProcessEnv): Promise<string> {
  const nodeOptions = { cwd: service, env: { ...process.env, ...env } };
  const { stdout } = await x(process.execPath, ['dev/seed.ts'], { throwOnError: true, nodeOptions });
  const [, password] = /password is (\S+)/.exec(stdout) ?? [];
  if (password === undefined) throw new Error(`dev/seed.ts printed no password:\n${stdout}`);
  return password;
}

async function startWebsite(serviceUrl: string): Promise<Server> {
  const env = { SERVICE_URL: serviceUrl, NEXT_TELEMETRY_DISABLED: '1' };
  const nodeOptions = { cwd: website, env: { ...process.env, ...env } };
  await x('npm', ['run', 'build'], { throwOnError: true, nodeOptions });
  const port = await freePort();
  const next = path.join(website, 'node_modules/next/dist/bin/next');
  const args = [next, 'start', '--port', String(port), '--hostname', 'localhost'];
  const stop = await startServer(args, { cwd: website, env, ready: /Ready in/ });
  return { url: `http://localhost:${port}`, stop };
}

async function takeAll(url: string, password: string): Promise<void> {
  const browser = await openBrowser();
  const { page } = browser;
  try {
    await page.setViewportSize(wide);
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    for (const [name, open] of Object.entries(pictures)) {
      await open(page, url);
      const picture = await page.screenshot();
      for (const skeleton of [service, website])
        await writeFile(path.join(skeleton, 'docs', `${name}.png`), picture);
    }
  } finally {
    await browser.close();
  }
}
