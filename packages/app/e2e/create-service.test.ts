import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeTree } from '@goldpath/files';
import { loadTemplate, type Manifest, MANIFEST_PATH, stampTree } from '@goldpath/template';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PortalApi } from '../../../tools/portal-api.ts';
import { root } from '../../../tools/root.mjs';
import { serviceAnswers, startTestPortal, type TestPortal } from '../../backend/e2e/portal.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { formPath, openForm } from './form.ts';

const answers = {
  name: 'lyric-desk',
  owner: 'group:default/assistants',
  description: 'Rhymes for every occasion',
};

let portal: TestPortal;
let browser: TestBrowser;
let page: Page;
let api: PortalApi;

beforeAll(async () => {
  portal = await startTestPortal();
  api = await PortalApi.asGuest(portal.url);
  await api.entity('template:default/prompt-library-service', 120_000);
  await api.entity('template:default/express-service', 120_000);
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
  await portal?.stop();
});

/** Creates a service through the API, for what comes after the form. */
async function createByApi(name: string): Promise<void> {
  await api.runTask('template:default/prompt-library-service', { ...serviceAnswers, ...answers, name });
  await api.entity(`component:default/${name}`, 120_000);
}

const next = () => page.getByRole('button', { name: 'Next', exact: true }).click();

test('the home page leads to the templates, and a template to its form', async () => {
  await page.goto(portal.url);
  // until the catalog has answered, the button leads to the list of templates
  await page.getByText('There are no services yet').waitFor();
  await page.getByRole('button', { name: 'Create a service' }).click();
  await page.getByText('Express service').first().waitFor();
  await page
    .locator('.MuiCard-root')
    .filter({ has: page.getByText('Prompt library service', { exact: true }) })
    .getByRole('button', { name: 'Choose' })
    .click();
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(formPath);
});

test('an owner is found by its title', async () => {
  await openForm(page, portal.url, { ...answers, owner: undefined });
  await page.getByLabel('Owner').fill('Assistants');
  await page.getByRole('option', { name: /Assistants/ }).click();
  await next();
  await page.getByText('AWS region').first().waitFor();
});

test('an invalid name is refused at its field, with the expected form', async () => {
  await openForm(page, portal.url, { ...answers, name: 'Lyric Desk' });
  await next();
  await page
    .getByText(/may contain only lower-case letters, digits and single hyphens/)
    .first()
    .waitFor();
  expect(await readdir(portal.stamped)).not.toContain('Lyric Desk');
});

test('a name in the catalog is refused at its field', async () => {
  await openForm(page, portal.url, { ...answers, name: 'goldpath-portal' });
  await next();
  await page
    .getByText(/component:default\/goldpath-portal is already in the catalog/)
    .first()
    .waitFor();
});

test('beside the form is what it would create, and the cost shows what an answer changes', async () => {
  await openForm(page, portal.url, answers);
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText(/^\d+ files$/).waitFor();
  const link = await preview.getByRole('link', { name: 'Link with answers' }).getAttribute('href');
  expect(new URLSearchParams(link?.split('?')[1]).get('formData')).toContain('"name":"lyric-desk"');
  const download = page.waitForEvent('download');
  await preview.getByRole('button', { name: 'Download as zip' }).click();
  expect((await download).suggestedFilename()).toBe('lyric-desk.zip');
  await preview.getByLabel('Only with your answers').check();
  await preview.getByRole('button', { name: /^catalog-info\.yaml/ }).click();
  await preview.locator('mark').filter({ hasText: 'name: lyric-desk-api' }).waitFor();
  await preview.getByRole('tab', { name: 'Architecture' }).click();
  await preview.getByAltText('The architecture of the stage dev in us-east-1').waitFor();
  await next();
  await page.getByText('AWS region').first().waitFor();
  await preview.getByRole('tab', { name: 'Cost' }).click();
  await page.getByRole('radio', { name: /^Large/ }).check();
  await preview
    .getByText(/^\+[\d.]+ by the last answer$/)
    .first()
    .waitFor();
  await preview.getByRole('tab', { name: 'Checks ✓' }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  // nothing is wider than the window, once the sidebar is at its bottom
  await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await readdir(portal.stamped)).not.toContain('lyric-desk');
});

test('the form creates a service, and links to its page', async () => {
  await openForm(page, portal.url, { ...answers, name: 'haiku-desk' });
  for (const text of ['AWS region', 'Internet access in production', 'A local folder next to this portal']) {
    await next();
    await page.getByText(text).first().waitFor();
  }
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Open in the catalog').waitFor({ timeout: 120_000 });
  await api.entity('component:default/haiku-desk', 120_000);
  expect(await readdir(portal.stamped)).toContain('haiku-desk');
  await page.getByText('Open in the catalog').click();
  await page.getByText(answers.description).first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/catalog/default/component/haiku-desk');
  await page.getByText(`cd ${path.join(portal.stamped, 'haiku-desk')}`).waitFor();
  await page.getByRole('link', { name: 'Infrastructure', exact: true }).click();
  await page.getByAltText('The architecture of the stage dev in us-east-1').waitFor();
  await page.getByRole('link', { name: 'Checks', exact: true }).click();
  await page.getByText('Passes', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'README', exact: true }).click();
  await page.locator('a[href$="/readme/docs/runbooks.md"]').first().click();
  await page.getByRole('heading', { name: 'Runbooks', exact: true }).waitFor();
});

test('a new service is current with its template, and a change of its team is named', async () => {
  await createByApi('sonnet-desk');
  await appendFile(path.join(portal.stamped, 'sonnet-desk', 'README.md'), 'Ours.\n');
  await page.goto(`${portal.url}/services`);
  const row = page.getByRole('row', { name: /sonnet-desk/ });
  await row.getByText('Current').waitFor();
  await row.getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Changed by the team (1)' }).waitFor();
  await page.getByText('README.md').waitFor();
});

/** A service as an older version of its template stamped it, without the question about the rollout. Its team has changed it since. */
async function olderService(name: string): Promise<(...args: string[]) => string> {
  const template = await loadTemplate(path.join(root, 'templates/express-service'));
  const skeleton = new Map(template.skeleton);
  skeleton.delete('compose.yaml');
  const sample = template.samples.find(candidate => candidate.name === 'skeleton')?.answers;
  const given = { ...sample, name, owner: answers.owner };
  const stamped = stampTree({ ...template, version: '0.0.1', skeleton }, given);
  // the catalog reads a folder as soon as it is there
  const draft = path.join(portal.stamped, `.${name}`);
  await writeTree(stamped, draft);
  const manifestFile = path.join(draft, MANIFEST_PATH);
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Manifest;
  delete manifest.answers.rollout;
  await writeFile(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  const folder = path.join(portal.stamped, name);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: existsSync(folder) ? folder : draft,
      encoding: 'utf8',
    });
  git('init', '--quiet', '--template=', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Stamp');
  await rename(draft, folder);
  await appendFile(path.join(folder, 'README.md'), 'Ours.\n');
  git('commit', '--quiet', '--all', '--message=Explain');
  return git;
}

test('an outdated service is upgraded from the page of the services to the merged branch', async () => {
  const git = await olderService('ode-desk');
  await api.entity('component:default/ode-desk', 120_000);
  await page.goto(`${portal.url}/services`);
  const row = page.getByRole('row', { name: /ode-desk/ });
  await row.getByText('Outdated').waitFor();
  await row.getByRole('link', { name: 'ode-desk' }).click();
  await page.getByRole('button', { name: 'Upgrade', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The merge has no conflicts and no new problems.', { exact: false }).waitFor();
  await dialog.getByText('+++ b/compose.yaml').waitFor();
  await dialog.getByText('Rollout: rolling (default of the form)').waitFor();
  await dialog.getByRole('button', { name: 'Change the answers' }).click();
  await dialog.getByRole('radio', { name: /Blue\/green/ }).check();
  await dialog.getByRole('button', { name: 'Merge with these answers' }).click();
  await dialog.getByText('Rollout: blue-green (your answer)').waitFor();
  await dialog.getByText('service:rollout: blue-green').first().waitFor();
  await dialog.getByRole('button', { name: 'Make the branch' }).click();
  await page.getByText('has the upgrade').first().waitFor();
  git('merge', '--quiet', git('branch', '--list', '--format=%(refname:short)', 'goldpath/*').trim());
  expect(git('show', 'HEAD:README.md')).toContain('Ours.');
  expect(git('show', `HEAD:${MANIFEST_PATH}`)).toContain('"rollout": "blue-green"');
  await page.goto(`${portal.url}/services`);
  await page
    .getByRole('row', { name: /ode-desk/ })
    .getByText('Current')
    .waitFor();
});

test('the API of a new service is documented, and the home page shows the service in a narrow window', async () => {
  await createByApi('ballad-desk');
  await page.goto(`${portal.url}/catalog/default/api/ballad-desk-api/definition`);
  for (const route of ['/v1/prompts', '/v1/auth/login', '/v1/recommendations', '/mcp']) {
    await page.getByText(route).first().waitFor();
  }
  // "Try it out" would call the portal otherwise
  expect(await page.locator('input[data-variable="address"]').inputValue()).toBe('http://localhost:3000');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(portal.url);
  // the API may be listed too, among the pages that were visited
  await page.getByRole('link', { name: 'ballad-desk', exact: true }).first().waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(overflow).toBeLessThanOrEqual(0);
});

test('a website is created for the API of a service that was chosen in the catalog', async () => {
  // the field chooses a single API itself
  for (const name of ['elegy-desk', 'epic-desk']) {
    await createByApi(name);
    await api.entity(`api:default/${name}-api`, 120_000);
  }
  const given = { ...answers, name: 'elegy-window', description: 'Read the rhymes' };
  await openForm(page, portal.url, given, 'prompt-library-web');
  await next();
  await page.getByLabel('Prompt library').fill('elegy');
  await page.getByRole('option', { name: /elegy-desk-api/ }).click();
  await next();
  await page.getByText('A local folder next to this portal').first().waitFor();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Open in the catalog').waitFor({ timeout: 120_000 });
  expect(await api.entity('component:default/elegy-window', 120_000)).toMatchObject({
    spec: { type: 'website', consumesApis: ['api:default/elegy-desk-api'] },
  });
});
