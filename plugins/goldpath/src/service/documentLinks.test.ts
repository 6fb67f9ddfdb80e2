import { expect, test } from 'vitest';
import { documentAt, linkIn } from './documentLinks.ts';

const base = '/catalog/default/component/orders/readme';

test.each([
  ['README.md', 'docs/runbooks.md', `${base}/docs/runbooks.md`],
  ['README.md', './docs/adr/0001-one.md#why', `${base}/docs/adr/0001-one.md#why`],
  ['docs/adr/0001-one.md', '../runbooks.md', `${base}/docs/runbooks.md`],
  ['docs/runbooks.md', 'pipeline.md', `${base}/docs/pipeline.md`],
])('in %s the link %s leads to the page of the document', (document, link, page) => {
  expect(linkIn(document, base, link)).toBe(page);
});

test.each(['https://example.com/a.md', '#run', '/catalog', 'mailto:a@example.com', '../src/app.ts'])(
  'the link %s is unchanged',
  link => {
    expect(linkIn('docs/runbooks.md', base, link)).toBe(link);
  },
);

test('without a path the README is shown', () => {
  expect(documentAt('')).toBe('README.md');
  expect(documentAt('docs/runbooks.md')).toBe('docs/runbooks.md');
});
