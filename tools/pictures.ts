import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../packages/app/e2e/browser.ts';
import { freePort } from './freePort.ts';
import { PortalApi } from './portal-api.ts';
import { root } from './root.mjs';
import { buildFrontend } from './setup/frontend.ts';
import { onlyWord } from './setup/commandWords.ts';
import { installDependencies } from './setup/install.ts';
import { startPortal, stopPortal } from './setup/portal.ts';
import { exitOn, step } from './setup/steps.ts';
import { takeWebsitePictures } from './website/pictures.ts';

const template = 'prompt-library-service';

/** The services of the pictures, as answers to the form. */
const services = [
  {
    name: 'campaign-prompts',
    owner: 'storefront',
    description: 'Prompts that the campaigns of the shop share',
  },
  { name: 'haiku-desk', owner: 'assistants', description: 'Short poems for long meetings' },
  {
    name: 'support-answers',
    owner: 'platform',
    description: 'Answers that the support team tried and liked',
  },
];

const answersOf = ({ owner, ...service }: (typeof services)[number]) => ({
  ...service,
  owner: `group:default/${owner}`,
  region: 'eu-central-1',
  size: 'small',
  nat: 'per-zone',
  rollout: 'rolling',
  pipeline: 'github',
  destination: 'local',
});

/** Opens each page of the README, as far as it has to be for its picture. */
const pictures: Readonly<Record<string, (page: Page, url: string) => Promise<void>>> = {
  async portal(page, url) {
    await page.goto(url);
    await page.getByText('Loading the checks.').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Storefront' }).first().waitFor();
  },
  async create(page, url) {
    const [service] = services;
    const answers = JSON.stringify({ ...(service && answersOf(service)), name: 'poster-texts' });
    await page.goto(`${url}/create/templates/default/${template}?formData=${encodeURIComponent(answers)}`);
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByRole('tab', { name: 'Checks ✓' }).waitFor();
    await preview.getByRole('tab', { name: 'Architecture' }).click();
    await preview.getByAltText(/^The architecture of the stage/).waitFor();
  },
};

/**
 * `npm run pictures [portal|website]`: writes the pictures of the READMEs: those of the portal with a few services, and those of the
 * website of a prompt library with its examples.
 */
async function takePictures(args: readonly string[]): Promise<void> {
  const word = onlyWord(args, 'npm run pictures [portal|website]');
  await step('dependencies', progress => installDependencies('everything', progress));
  if (word !== 'website') await takePortalPictures();
  if (word !== 'portal') await step('pictures of the website', takeWebsitePictures);
}

async function takePortalPictures(): Promise<void> {
  await step('frontend', buildFrontend);
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-pictures-'));
  const data = path.join(folder, 'data');
  const env = { GOLDPATH_STAMPED: path.join(folder, 'stamped') };
  const portal = await startPortal({ port: await freePort(), data, env });
  try {
    await step('services', () => createServices(portal.url));
    await step('pictures', () => takeAll(portal.url));
  } finally {
    await stopPortal(portal);
    await rm(folder, { recursive: true, force: true });
  }
}

async function createServices(url: string): Promise<void> {
  const api = await PortalApi.asGuest(url);
  const ref = `template:default/${template}`;
  await api.entity(ref, 120_000);
  for (const service of services) {
    const { status, log } = await api.runTask(ref, answersOf(service));
    if (status !== 'completed') throw new Error(`${service.name} was not created:\n${log.join('\n')}`);
    await api.entity(`component:default/${service.name}`, 120_000);
  }
}

async function takeAll(url: string): Promise<void> {
  const browser = await openBrowser();
  const { page } = browser;
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await browser.signIn(url);
    await page.getByRole('link', { name: 'haiku-desk' }).first().waitFor();
    for (const [name, open] of Object.entries(pictures)) {
      await open(page, url);
      await page.screenshot({ path: path.join(root, 'docs', `${name}.png`) });
    }
  } finally {
    await browser.close();
  }
}

takePictures(process.argv.slice(2)).catch(exitOn);
