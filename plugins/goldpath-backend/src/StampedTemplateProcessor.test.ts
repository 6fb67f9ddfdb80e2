import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { MANIFEST_PATH } from '@goldpath/template';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StampedTemplateProcessor } from './StampedTemplateProcessor.ts';

const location = { type: 'url', target: 'https://github.com/acme/desk/blob/main/catalog-info.yaml' };

const entity = (kind: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'desk' },
});

const manifest = (version: string) =>
  JSON.stringify({
    manifestVersion: 1,
    template: { id: 'tiny-service', version },
    answers: { name: 'desk' },
    files: { 'README.md': '0'.repeat(64) },
  });

let requests: { url: string; etag: string | undefined }[];
/** The answer of GitHub: the text of the manifest, or an error. */
let answer: string | Error;
let processor: StampedTemplateProcessor;

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
  const reader = mockServices.urlReader.mock({
    readUrl(url, { etag } = {}) {
      requests.push({ url, etag });
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve({ etag: 'abc', buffer: () => Promise.resolve(Buffer.from(String(answer))) });
    },
  });
  processor = new StampedTemplateProcessor(reader, mockServices.logger.mock());
});

afterEach(() => vi.useRealTimers());

const annotations = async (kind = 'Component', at = location) =>
  (await processor.preProcessEntity(entity(kind), at)).metadata.annotations;

test('the entities of a stamped repository have its template and version, by one request', async () => {
  answer = manifest('1.2.3');
  const expected = { 'goldpath.dev/template': 'tiny-service', 'goldpath.dev/template-version': '1.2.3' };
  const all = await Promise.all([annotations(), annotations('API'), annotations('Resource')]);
  expect(all).toEqual([expected, expected, expected]);
  expect(requests.map(({ url }) => url)).toEqual([`https://github.com/acme/desk/blob/main/${MANIFEST_PATH}`]);
});

test('an upgrade is noticed within minutes, and a manifest that has not changed is not sent again', async () => {
  answer = manifest('1.2.3');
  await annotations();
  vi.advanceTimersByTime(6 * 60_000);
  answer = new NotModifiedError();
  expect(await annotations()).toMatchObject({ 'goldpath.dev/template-version': '1.2.3' });
  vi.advanceTimersByTime(6 * 60_000);
  answer = manifest('1.3.0');
  expect(await annotations()).toMatchObject({ 'goldpath.dev/template-version': '1.3.0' });
  expect(requests.map(({ etag }) => etag)).toEqual([undefined, 'abc', 'abc']);
});

test('the last version stays while the host does not answer', async () => {
  answer = manifest('1.2.3');
  await annotations();
  vi.advanceTimersByTime(6 * 60_000);
  answer = new Error('connect ECONNREFUSED');
  expect(await annotations()).toMatchObject({ 'goldpath.dev/template-version': '1.2.3' });
});

test.each([
  ['without a manifest', new NotFoundError()],
  ['with an invalid manifest', '{}'],
])('the entities of a repository %s are unchanged', async (_, given) => {
  answer = given;
  expect(await annotations()).toBeUndefined();
});

test('templates and entities on this machine cause no request', async () => {
  await annotations('Template');
  await annotations('Component', { type: 'file', target: '/srv/desk/catalog-info.yaml' });
  expect(requests).toEqual([]);
});
