import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { serviceUrl } from '../../src/config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the site. */
    site: string;
    /** Address of the service that the site shows. */
    service: string;
    /** Address of the browser, for Playwright. */
    browser: string;
  }
}

const root = path.join(import.meta.dirname, '../..');

/** The usual paths of Chrome and Chromium. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function browserExecutable(): string {
  const found = [process.env.CHROMIUM, ...installed].find(file => file && existsSync(file));
  if (!found) throw new Error('The tests need Chrome or Chromium: install one, or set CHROMIUM to its path.');
  return found;
}

/** A site, and the process that has to be ended after the tests; none when the site was running before. */
interface Site {
  url: string;
  process?: ChildProcess;
}

/** Starts the built site on a free port, unless SITE_URL names one that is running. */
async function startSite(): Promise<Site> {
  if (process.env.SITE_URL) return { url: process.env.SITE_URL };
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const server = spawn(process.execPath, [next, 'start', '--port', '0', '--hostname', 'localhost'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const [url] = /http:\/\/localhost:\d+/.exec(line) ?? [];
    if (url) {
      server.stdout.resume();
      return { url, process: server };
    }
  }
  throw new Error('The site did not start: run `npm run build` first.');
}

/** Starts the site and a browser for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = browserExecutable();
  const site = await startSite();
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launchServer({
    executablePath,
    args: ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])],
  });
  project.provide('site', site.url);
  project.provide('service', serviceUrl());
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    if (!site.process) return;
    site.process.kill();
    await once(site.process, 'exit');
  };
}
