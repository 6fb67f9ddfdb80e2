import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import {
  publishLocalExamples,
  stampExamples,
} from '@goldpath/plugin-scaffolder-backend-module-goldpath/examples';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { freePort } from '../../../tools/freePort.ts';
import { PortalApi } from '../../../tools/portal-api.ts';
import { type Portal, startPortal, stopPortal } from '../../../tools/setup/portal.ts';
import { slowTemplate, writeSlowTemplate } from '../../backend/e2e/slowTemplate.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const failingTemplate = 'template:default/failing-service';
const owner = 'group:default/assistants';

/** Long enough to cancel a task, or to kill its portal. */
const STEP_SECONDS = 5;

let folder: string;
let port: number;
let portal: Portal;
let browser: TestBrowser;
let page: Page;
let api: PortalApi;

/** Starts a portal at the same address and with the same data as the one before. */
async function start(): Promise<void> {
  portal = await startPortal({
    port,
    data: path.join(folder, 'data'),
    configs: ['app-config.yaml', path.join(folder, 'test.yaml')],
    env: { GOLDPATH_STAMPED: path.join(folder, 'stamped') },
  });
  api = await PortalApi.asGuest(portal.url);
  await api.entity(slowTemplate, 120_000);
  await api.entity(failingTemplate, 120_000);
}

/** A template whose last step fails after its repository was published. */
async function writeFailingTemplate(): Promise<object> {
  const register = `steps:
  - id: register
    name: Register in the catalog
    action: catalog:register
    input:
      catalogInfoUrl: http://localhost:1/catalog-info.yaml
`;
  const steps = [...stampExamples, ...publishLocalExamples, { example: register }];
  const target = await writeTinyTemplate(path.join(folder, 'failing-service'), 'failing-service', steps);
  return { type: 'file', target, rules: [{ allow: ['Template'] }] };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-tasks-'));
  await mkdir(path.join(folder, 'stamped'));
  const locations = [...(await writeSlowTemplate(folder, STEP_SECONDS)), await writeFailingTemplate()];
  await writeFile(path.join(folder, 'test.yaml'), stringify({ catalog: { locations } }));
  port = await freePort();
  await start();
  browser = await openBrowser();
  ({ page } = browser);
  await browser.signIn(portal.url);
  await page.getByText('There are no services yet').waitFor();
});

afterEach(() => {
  expect(browser.errors).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  if (portal) await stopPortal(portal);
  await rm(folder, { recursive: true, force: true });
});

const published = () => readdir(path.join(folder, 'stamped'));
const alert = () => page.getByRole('alert');

async function openTask(template: string, name: string): Promise<string> {
  const id = await api.createTask(template, { name, owner });
  await page.goto(`${portal.url}/create/tasks/${id}`);
  return id;
}

/** Follows the link to the form, and expects the answers of the task in it. */
async function editAnswers(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit answers and try again' }).click();
  const field = page.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => field.inputValue(), { timeout: 120_000 }).toBe(name);
}

const stateOf = (step: string) => page.getByRole('listitem').filter({ hasText: step });

test('an open page shows why a task failed and what was removed again, and its answers can be edited', async () => {
  await openTask(failingTemplate, 'fail-desk');
  await alert().getByRole('heading', { name: 'fail-desk was not created' }).waitFor();
  const repository = path.join(folder, 'stamped', 'fail-desk');
  await alert().getByText(`Removed ${repository}, which this task had published before it failed.`).waitFor();
  expect(await published()).toEqual([]);
  await stateOf('Register in the catalog').getByText('Failed').waitFor();
  await editAnswers('fail-desk');
});

test('a task that is cancelled says so at once, and its answers can be edited', async () => {
  await openTask(slowTemplate, 'cancel-desk');
  await stateOf('Take some time').getByText('Running').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await alert().getByRole('heading', { name: 'The creation of cancel-desk was cancelled' }).waitFor();
  await stateOf('Take some time').getByText('Cancelled').waitFor();
  await stateOf('Publish').getByText('Not run').waitFor();
  await editAnswers('cancel-desk');
});

test('the task of a killed portal shows the reason after the next start, and a retry completes it', async () => {
  const id = await openTask(slowTemplate, 'orphan-desk');
  await stateOf('Take some time').getByText('Running').waitFor();
  const exited = once(portal.process, 'exit');
  portal.process.kill('SIGKILL');
  await exited;
  await page.getByText('The connection to the portal is lost', { exact: false }).waitFor();
  await start();
  await page.goto(`${portal.url}/create/tasks/${id}`);
  await alert().getByText('The portal stopped while this task was running', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Retry' }).click();
  await alert().waitFor({ state: 'detached' });
  await stateOf('Publish').getByText('Done').waitFor();
  expect(await published()).toEqual(['orphan-desk']);
});
