import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Tree, writeTree } from '@goldpath/files';
import type { ServicesResponse } from '@goldpath/plugin-goldpath-common';
import { stampTree } from '@goldpath/template';
import { chromium, type Page } from 'playwright-core';
import { freePort } from '../freePort.ts';
import { PortalApi } from '../portal-api.ts';
import { browserExecutable } from '../setup/browser.ts';
import { startPortal, stopPortal } from '../setup/portal.ts';
import { median, type Row } from './measure.ts';
import { olderTemplate } from './olderService.ts';

const services = 1_000;
const rounds = 7;
/** The rows of the table's first page. */
const ROWS = 20;
/** The catalog processes five entities of each service. */
const PATIENCE = 900_000;

/** The time until the page of the services can be used, with a thousand services, in a portal and a browser that are warm. */
export async function fleetRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  try {
    const stamped = path.join(folder, 'stamped');
    await writeFleet(stamped);
    const data = path.join(folder, 'data');
    const portal = await startPortal({ port: await freePort(), data, env: { GOLDPATH_STAMPED: stamped } });
    try {
      await untilCompared(await PortalApi.asGuest(portal.url));
      const { opened, followed } = await timesOf(portal.url);
      return [
        row(`page of ${services} services, opened by its address`, opened),
        row(`page of ${services} services, from the page of the templates`, followed),
      ];
    } finally {
      await stopPortal(portal);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes services of an older version. Files that have the same contents in all of them are links to those of the first. */
async function writeFleet(folder: string): Promise<void> {
  const { template, answers } = await olderTemplate();
  const stamped = (index: number) => stampTree(template, { ...answers, name: nameOf(index) });
  const first = stamped(0);
  await writeTree(first, path.join(folder, nameOf(0)));
  for (let index = 1; index < services; index++)
    await writeLinked(stamped(index), path.join(folder, nameOf(index)), {
      tree: first,
      folder: path.join(folder, nameOf(0)),
    });
}

const nameOf = (index: number) => `desk-${String(index).padStart(4, '0')}`;

async function writeLinked(tree: Tree, to: string, first: { tree: Tree; folder: string }): Promise<void> {
  const folders = new Set([...tree.keys()].map(file => path.dirname(path.join(to, file))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const [file, { content }] of tree) {
    const isSame = first.tree.get(file)?.content.equals(content);
    await (isSame
      ? link(path.join(first.folder, file), path.join(to, file))
      : writeFile(path.join(to, file), content));
  }
}

/**
 * Waits until the catalog has processed the services and the portal has compared them.
 *
 * @throws Error when that takes longer than {@link PATIENCE}
 */
async function untilCompared(api: PortalApi): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const response = await api.request('/api/goldpath/services');
    const { services: found } = (await response.json()) as ServicesResponse;
    const ready = found.filter(({ checkedAt, owner }) => checkedAt !== undefined && owner !== undefined);
    if (ready.length === services) return;
    if (performance.now() > until) throw new Error(`Only ${ready.length} of ${services} services are ready.`);
    await wait(3_000);
  }
}

/** The medians in milliseconds, from the request of the page or the click on its link. */
async function timesOf(url: string): Promise<{ opened: number; followed: number }> {
  const browser = await chromium.launch({
    executablePath: await browserExecutable(),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole('button', { name: 'Enter' }).click();
    const entry = page.getByRole('link', { name: 'Services', exact: true }).first();
    // the sign-in has ended
    await entry.waitFor();
    const opened = [];
    const followed = [];
    // the first round fills the caches of the browser and of the portal
    for (let round = 0; round <= rounds; round++) {
      await page.goto(`${url}/services`, { waitUntil: 'commit' });
      opened.push(await untilInteractive(page, 0));
      await page.goto(`${url}/templates`);
      await entry.waitFor();
      const begin = await page.evaluate(() => performance.now());
      await entry.click();
      followed.push(await untilInteractive(page, begin));
    }
    return { opened: median(opened.slice(1)), followed: median(followed.slice(1)) };
  } finally {
    await browser.close();
  }
}

/**
 * Waits until the first rows are shown and the browser is free for the next input.
 *
 * @param begin - on the clock of the page, whose 0 is the request of the page
 * @returns the milliseconds since then
 */
async function untilInteractive(page: Page, begin: number): Promise<number> {
  await page.waitForFunction(
    rows => document.querySelectorAll('tbody a[href*="/component/"]').length >= rows,
    ROWS,
  );
  const end = await page.evaluate(
    () =>
      new Promise<number>(resolve => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      }),
  );
  return end - begin;
}

function row(figure: string, milliseconds: number): Row {
  const ours = `${(milliseconds / 1000).toFixed(2)} s`;
  return { figure, ours, peer: '-', goal: '1.5 s', reached: milliseconds <= 1500 };
}
