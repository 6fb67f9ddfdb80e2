import { expect, test } from 'vitest';
import type { CompletePreview } from '../completePreview.ts';
import { toHtml } from './html.ts';
import { toText } from './text.ts';

const preview: CompletePreview = {
  files: {
    part: 'files',
    template: { id: 'shop', version: '1.2.3', title: 'Shop <service>' },
    answers: { name: 'orders', size: 'small' },
    assumed: ['size'],
    problems: [{ field: 'size', message: 'is missing; add it' }],
    files: [
      { path: 'LICENSE', size: 4, state: 'same', answers: [], changedLines: [] },
      { path: 'README.md', size: 20, state: 'changed', answers: ['name'], changedLines: [1] },
    ],
    plan: {
      steps: [
        { name: 'Stamp', action: 'goldpath:stamp', runs: true },
        { name: 'Publish', action: 'publish:github', runs: true, repository: 'github.com/acme/orders' },
        { name: 'Publish locally', action: 'goldpath:publish:local', runs: false },
        { name: 'Notify', action: 'notify' },
      ],
      entities: ['component:default/orders'],
      settings: [{ name: 'ROLE', kind: 'variable', description: ['repository: a role'] }],
      deployment: { file: 'docs/runbooks.md', line: 7, steps: ['A bucket'] },
    },
  },
  infrastructure: {
    part: 'infrastructure',
    stages: [
      {
        stage: 'dev',
        region: 'eu-central-1',
        svg: '<svg/>',
        currency: 'USD',
        total: 12.5,
        lines: [
          {
            group: 'security',
            what: 'key',
            monthly: 12.5,
            basis: 'list price',
            subject: { type: 'aws:kms/key:Key', name: 'orders', urn: 'urn' },
          },
        ],
        unpriced: [{ name: 'mail', type: 'aws:ses/x:X', reason: 'no price' }],
      },
    ],
    assumptions: {},
    leftOut: [],
  },
  checks: {
    part: 'checks',
    blocks: true,
    passed: 3,
    findings: [
      {
        rule: 'database-not-public',
        severity: 'error',
        verdict: 'fail',
        location: { file: 'infra/index.ts', line: 4 },
        message: 'The database is\npublicly accessible.',
        fix: 'Remove it.',
      },
    ],
  },
  texts: { 'README.md': '# <orders>\nrest\n' },
};

test('the text has files, cost, checks with place and fix, and what will happen', () => {
  expect(toText(preview)).toBe(`Preview of shop 1.2.3; nothing was written.

Fields with the value of a sample, without a valid answer yet
  size: small (size is missing; add it)

2 files, of which 1 contain an answer that differs from the sample
  README.md  name

Cost a month
  dev: 12.50 USD in eu-central-1, without what has no price: mail

Checks: 3 passed, and these block
  infra/index.ts:4  database-not-public: The database is publicly accessible.
    fix: Remove it.

Steps of the creation
  1. Stamp
  2. Publish: github.com/acme/orders
  3. Notify (depends on the steps before)

New in the catalog
  component:default/orders

Secrets and variables of the pipeline, to be set afterwards
  variable ROLE
    repository: a role

The first deployment, see docs/runbooks.md:7
  1. A bucket
`);
});

test('sections without content are left out', () => {
  const { files, infrastructure, checks } = preview;
  const text = toText({
    ...preview,
    files: { ...files, assumed: [], plan: { steps: [], entities: [], settings: [] } },
    infrastructure: { ...infrastructure, stages: [] },
    checks: { ...checks, blocks: false, findings: [] },
  });
  expect(text).toMatch(
    /sample\n {2}README\.md {2}name\n\nChecks: 3 passed, nothing blocks\n {2}no findings\n$/,
  );
});

test('the page has the drawing, the cost and the changed lines, and escapes all texts', () => {
  const page = toHtml(preview);
  expect(page).toContain('<title>Preview of Shop &lt;service&gt; 1.2.3</title>');
  expect(page).toContain(`src="data:image/svg+xml;base64,${Buffer.from('<svg/>').toString('base64')}"`);
  expect(page).toContain('<td>key</td><td>orders</td><td>12.50</td>');
  expect(page).toContain('<mark># &lt;orders&gt;</mark>rest\n');
});
