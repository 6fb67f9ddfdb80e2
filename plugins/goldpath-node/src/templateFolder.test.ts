import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templateFolder } from './templateFolder.ts';

let parent: string;

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath template '));
  await writeFile(path.join(parent, 'template.yaml'), '');
});

afterAll(() => rm(parent, { recursive: true, force: true }));

const requests: string[] = [];
const remote = {
  integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
  reader: mockServices.urlReader.mock({
    readTree: url => {
      requests.push(url);
      return Promise.resolve({
        etag: '',
        files: () => Promise.resolve([]),
        archive: () => Promise.reject(new Error('not requested')),
        dir: async options => {
          const folder = options?.targetDir ?? '';
          await writeFile(path.join(folder, 'stamp.yaml'), 'fetched');
          return folder;
        },
      });
    },
  }),
};

const locate = (baseUrl: string | undefined, relative = '.') =>
  templateFolder(baseUrl, relative, remote, async () => {
    const folder = path.join(parent, 'fetched');
    await mkdir(folder);
    return folder;
  });

test('a template on this machine is used in place', async () => {
  expect(await locate(`file://${parent}/template.yaml`)).toBe(parent);
});

test('the location of a dry run is a URL with escapes', async () => {
  expect(await locate(pathToFileURL(path.join(parent, 'template.yaml')).href)).toBe(parent);
});

test('a template can be in a folder below its template.yaml, and not outside', async () => {
  await mkdir(path.join(parent, 'inner'));
  expect(await locate(`file://${parent}/template.yaml`, 'inner')).toBe(path.join(parent, 'inner'));
  await expect(locate(`file://${parent}/template.yaml`, '../..')).rejects.toThrow('not allowed');
});

test('a template in a remote repository is fetched', async () => {
  const folder = await locate('https://github.com/acme/templates/blob/main/service/template.yaml');
  expect(await readFile(path.join(folder, 'stamp.yaml'), 'utf8')).toBe('fetched');
  expect(requests).toEqual(['https://github.com/acme/templates/tree/main/service/']);
});

test('a template without a location is refused', async () => {
  await expect(locate(undefined)).rejects.toThrow('location of the template is unknown');
});
