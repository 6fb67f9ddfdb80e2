import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlocking } from '@goldpath/diagnostics';
import { writeTree } from '@goldpath/files';
import { folderOf } from '@goldpath/files/testing';
import { checkRepository } from '@goldpath/repository-check';
import { loadTemplate, type Part, parts, stampTree, type Template } from '@goldpath/template';
import { lint } from '@goldpath/template-lint';

type Files = Record<string, string>;

const form = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: small, title: Small }
spec:
  type: service
  parameters:
    - title: Repository
      required: [name, pipeline]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z]+(-[a-z]+)*$' }
        pipeline: { title: Pipeline, type: string, enum: [github, gitlab] }
  steps:
    - { id: stamp, name: Stamp, action: 'goldpath:stamp', input: { answers: '\${{ parameters }}' } }
    - { id: check, name: Check, action: 'goldpath:check' }
`;

const answers = [
  { name: 'paper-mill', pipeline: 'github' },
  { name: 'paper-mill', pipeline: 'gitlab' },
];

const component = (type: string) => ({
  'skeleton/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: paper-mill
spec:
  type: ${type}
  lifecycle: experimental
  owner: group:default/platform
`,
});
const github = {
  'skeleton/.github/workflows/ci.yml':
    'on: push\njobs: { test: { runs-on: ubuntu-24.04, steps: [{ run: npm test }] } }\n',
};
const gitlab = { 'skeleton/.gitlab-ci.yml': 'test: { script: [npm test] }\n' };
const infrastructure = {
  'skeleton/infra/Pulumi.yaml': 'name: queue\nruntime: nodejs\n',
  'skeleton/infra/index.ts': "import * as aws from '@pulumi/aws';\n\nnew aws.sqs.Queue('orders');\n",
};

/** The files of a template with some more in its skeleton. The pipelines are those of the answer. */
function templateOf(contains: readonly Part[] | undefined, files: Files): Files {
  const only = [
    ['.github/', 'github', github],
    ['.gitlab-ci.yml', 'gitlab', gitlab],
  ] as const;
  const conditions = only
    .filter(([, , pipeline]) => Object.keys(pipeline).some(file => files[file] !== undefined))
    .map(([file, pipeline]) => `  - { files: ${file}, when: pipeline, is: ${pipeline} }\n`);
  const names = [`    - { file: package.json, at: /name }\n`];
  if (files['skeleton/catalog-info.yaml'] !== undefined)
    names.push(`    - { file: catalog-info.yaml, at: /metadata/name }\n`);
  const stamp = [
    'apiVersion: goldpath.dev/v1\ntemplate: { version: 1.0.0 }\n',
    contains ? `contains: [${contains.join(', ')}]\n` : '',
    conditions.length > 0 ? `only:\n${conditions.join('')}` : 'publishing: [pipeline]\n',
    `answers:\n  name:\n${names.join('')}`,
  ];
  return {
    'template.yaml': form,
    'stamp.yaml': stamp.join(''),
    'samples/skeleton.yaml': 'name: paper-mill\npipeline: github\n',
    'skeleton/package.json': '{ "name": "paper-mill" }\n',
    ...files,
  };
}

/** The problems of a repository that is stamped with each of the answers. */
async function problemsOfStamped(template: Template): Promise<string[]> {
  const root = await folderOf();
  const problems: string[] = [];
  for (const given of answers) {
    const folder = path.join(root, given.pipeline);
    await writeTree(stampTree(template, given), folder);
    const results = await checkRepository(folder);
    problems.push(...results.filter(isBlocking).map(({ rule, message }) => `${rule}: ${message}`));
  }
  return problems;
}

describe('a small template passes the lint and the check', () => {
  test.each<[string, readonly Part[], Files]>([
    [
      'a service without AWS',
      ['service', 'pipeline'],
      { ...component('service'), ...github, ...gitlab, 'skeleton/src/server.js': '' },
    ],
    ['a library without a pipeline', ['library'], { ...component('library'), 'skeleton/src/index.js': '' }],
    [
      'a frontend',
      ['website', 'pipeline'],
      { ...component('website'), ...github, ...gitlab, 'skeleton/index.html': '<!doctype html>\n' },
    ],
    ['infrastructure only', ['infrastructure'], { ...component('resource'), ...infrastructure }],
  ])('%s', async (_what, contains, files) => {
    const folder = await folderOf(templateOf(contains, files));
    expect((await lint(['.'], { folder })).diagnostics).toEqual([]);
    expect(await problemsOfStamped(await loadTemplate(folder))).toEqual([]);
  });
});

/** Templates with any declaration and any files, without programs: executing one takes a second. */
const anyTemplate = fc
  .record({
    contains: fc.option(fc.subarray([...parts]), { nil: undefined, freq: 6 }),
    catalog: fc.constantFrom({}, component('service'), component('library'), component('website')),
    pipelines: fc.constantFrom({}, github, gitlab, { ...github, ...gitlab }),
  })
  .map(({ contains, catalog, pipelines }) => templateOf(contains, { ...catalog, ...pipelines }));

test('the lint reports the contents of a template exactly where the check refuses a stamped repository', async () => {
  await fc.assert(
    fc.asyncProperty(anyTemplate, async files => {
      const folder = await folderOf(files);
      const { diagnostics } = await lint(['.'], { folder });
      const reported = diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
      const refused = await problemsOfStamped(await loadTemplate(folder));
      expect({ reported, refused, isRefused: refused.length > 0 }).toEqual({
        reported,
        refused,
        isRefused: reported.length > 0,
      });
    }),
    { numRuns: 40 },
  );
});
