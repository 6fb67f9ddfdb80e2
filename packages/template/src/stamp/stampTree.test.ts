import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadTemplate } from '../read/loadTemplate.ts';
import type { Answers } from '../template.ts';
import { type Manifest, MANIFEST_PATH } from './manifest.ts';
import { folderOf } from '@goldpath/files/testing';
import { tinyTemplate } from '../testing/tinyTemplate.ts';
import { stampTree } from './stampTree.ts';

const answers = { name: 'other', owner: 'a team', replicas: 3 };

/** The small template, with some files changed, stamped; the texts by path. */
async function stamped(given: Answers = answers, changed: Record<string, string> = {}) {
  const template = await loadTemplate(await folderOf({ ...tinyTemplate, ...changed }));
  const texts = [...stampTree(template, given)].map(([file, { content }]) => [file, content.toString()]);
  return Object.fromEntries(texts) as Record<string, string>;
}

const stampWith = (from: string, to: string) => ({
  'stamp.yaml': tinyTemplate['stamp.yaml'].replace(from, () => to),
});

test('a value of a JSON file is replaced and nothing else', async () => {
  expect((await stamped())['package.json']).toBe('{\n\t"name":   "other",\n\t"scripts": { "a": "b" }\n}\n');
});

test('values of YAML documents are replaced, comments and layout stay', async () => {
  expect((await stamped())['catalog-info.yaml']).toBe(
    '# kept\nspec:\n  owner: a team # who\n---\nmetadata: { name: other-api }\n',
  );
});

test('a number stays a number', async () => {
  expect((await stamped())['config.yaml']).toBe("replicas: 3\nquote: 'x'\n");
});

test('a token is replaced everywhere, the longer token first', async () => {
  expect((await stamped())['README.md']).toBe('# other\n\nother is by a team.\n');
});

test('the manifest lists the files that belong to the team, also those in a folder', async () => {
  const once = stampWith('answers:', 'once: [src/, README.md]\nanswers:');
  const manifest = JSON.parse((await stamped(answers, once))[MANIFEST_PATH] ?? '') as Manifest;
  expect(manifest.once).toEqual(['README.md', 'src/main.ts']);
});

test('a written answer is not edited again', async () => {
  const { 'README.md': readme } = await stamped({ ...answers, owner: 'the sample $& crew' });
  expect(readme).toBe('# other\n\nother is by the sample $& crew.\n');
});

test('a derived value contains the answer unchanged', async () => {
  const files = {
    ...stampWith('document: 0, at: /spec/owner', "document: 0, at: /spec/owner, value: 'by {}'"),
    'skeleton/catalog-info.yaml': tinyTemplate['skeleton/catalog-info.yaml'].replace(
      'owner: the',
      'owner: by the',
    ),
  };
  const { 'catalog-info.yaml': edited } = await stamped({ ...answers, owner: 'us $& $1 {}' }, files);
  expect(edited).toContain('owner: "by us $& $1 {}" # who');
});

test.each(['a\nb', 'a\n', '\n', 'a\r\nb', `${'long '.repeat(6)}lines\nand`])(
  'an answer with a line break is written on one line: %j',
  async owner => {
    const { 'catalog-info.yaml': edited = '' } = await stamped({ ...answers, owner });
    expect(edited).toContain(`owner: ${JSON.stringify(owner)} # who`);
  },
);

test.each([
  ['github.com?owner=acme&repo=shop', 'acme/shop'],
  [undefined, 'none'],
])('parts of the answer %s make %s, and there is a value for no answer', async (repoUrl, expected) => {
  const edit = "config.yaml, at: /quote, value: '{owner}/{repo}', otherwise: none }";
  const files = {
    'stamp.yaml': tinyTemplate['stamp.yaml']
      .replace('[destination, repoUrl]', '[destination]')
      .concat(`  repoUrl:\n    - { file: ${edit}\n`),
    'skeleton/config.yaml': "replicas: 2\nquote: 'none'\n",
  };
  const publishing: Answers = repoUrl === undefined ? {} : { destination: 'github', repoUrl };
  const { 'config.yaml': edited } = await stamped({ ...answers, ...publishing }, files);
  expect(edited).toBe(`replicas: 3\nquote: '${expected}'\n`);
});

test('files of other answers are left out with their edits', async () => {
  const only =
    'only:\n  - { files: src/, when: owner, is: a team }\n  - { files: README.md, when: replicas, is: 9 }\n';
  const files = { 'stamp.yaml': tinyTemplate['stamp.yaml'].replace('answers:', `${only}answers:`) };
  const paths = Object.keys(await stamped(answers, files));
  expect(paths).toContain('src/main.ts');
  expect(paths).not.toContain('README.md');
  const { '.goldpath/manifest.json': manifest = '' } = await stamped({ ...answers, owner: 'us' }, files);
  expect(Object.keys((JSON.parse(manifest) as Manifest).files)).toEqual([
    '.gitignore',
    'catalog-info.yaml',
    'config.yaml',
    'package.json',
  ]);
});

const withCodeOwners = {
  'template.yaml': tinyTemplate['template.yaml'].replace(
    'replicas: {',
    'reviewer: { type: string }\n        replicas: {',
  ),
  'stamp.yaml': tinyTemplate['stamp.yaml'].replace(
    'answers:',
    "only:\n  - { files: CODEOWNERS, when: reviewer }\nanswers:\n  reviewer:\n    - { file: CODEOWNERS, token: '@ada' }",
  ),
  'samples/skeleton.yaml': `${tinyTemplate['samples/skeleton.yaml']}reviewer: '@ada'\n`,
  'skeleton/CODEOWNERS': '* @ada\n',
};

test('a file that needs an answer is stamped with it', async () => {
  const { CODEOWNERS: edited } = await stamped({ ...answers, reviewer: '@lee' }, withCodeOwners);
  expect(edited).toBe('* @lee\n');
});

test('a file that needs an answer is left out without it', async () => {
  expect(await stamped(answers, withCodeOwners)).not.toHaveProperty('CODEOWNERS');
});

test('an answer to a field that the form does not show with the others is not used', async () => {
  const files = stampWith('[destination, repoUrl]', '[destination]');
  files['stamp.yaml'] += '  repoUrl:\n    - { file: config.yaml, at: /quote, otherwise: x }\n';
  const given = { ...answers, destination: 'local', repoUrl: 'left from before' };
  const { 'config.yaml': config, '.goldpath/manifest.json': manifest } = await stamped(given, files);
  expect(config).toContain("quote: 'x'");
  expect(manifest).not.toContain('left from before');
});

test.each([
  ['src/, when: nothing', 'stamp.yaml:6: the form in template.yaml does not ask for "nothing"'],
  ['srcs/, when: owner', 'stamp.yaml:6: skeleton/srcs/ does not exist'],
])('files of other answers, %s, are refused with their line', async (only, message) => {
  const files = stampWith('answers:', `only:\n  - { files: ${only}, is: a }\nanswers:`);
  await expect(stamped(answers, files)).rejects.toThrow(message);
});

test.each([
  'true',
  'null',
  '12',
  'a: b',
  'a #b',
  '- a',
  '{{ x }}',
  "it's",
  'say "hi"',
  '[x',
  '*a',
  '!t',
  '',
  ' ',
])('the string %j keeps its value in YAML', async owner => {
  const { 'catalog-info.yaml': yaml = '' } = await stamped({ ...answers, owner });
  const { parseAllDocuments } = await import('yaml');
  expect(parseAllDocuments(yaml)[0]?.toJS()).toEqual({ spec: { owner } });
});

test('a quoted value keeps its quotes', async () => {
  const yaml = tinyTemplate['skeleton/catalog-info.yaml'].replace('the sample team', "'the sample team'");
  const { 'catalog-info.yaml': edited } = await stamped(answers, { 'skeleton/catalog-info.yaml': yaml });
  expect(edited).toContain("owner: 'a team' # who");
});

test('the manifest has the parts that the template declares, and no parts of one that declares none', async () => {
  const declaring = stampWith('publishing:', 'contains: [pipeline, service]\npublishing:');
  const { '.goldpath/manifest.json': declared = '' } = await stamped(answers, declaring);
  expect(JSON.parse(declared)).toMatchObject({ contains: ['service', 'pipeline'] });
  const { '.goldpath/manifest.json': undeclared = '' } = await stamped();
  expect(JSON.parse(undeclared)).not.toHaveProperty('contains');
});

test('the manifest has the template, the answers without publishing, and a hash for each file', async () => {
  const { '.goldpath/manifest.json': text = '' } = await stamped({ ...answers, destination: 'local' });
  const manifest = JSON.parse(text) as Manifest;
  expect(manifest).toMatchObject({ manifestVersion: 1, template: { id: 'tiny', version: '1.2.3' }, answers });
  expect(manifest.answers).not.toHaveProperty('destination');
  expect(Object.keys(manifest.files)).toEqual([
    '.gitignore',
    'README.md',
    'catalog-info.yaml',
    'config.yaml',
    'package.json',
    'src/main.ts',
  ]);
  // printf 'console.log(1);\n' | sha256sum
  expect(manifest.files['src/main.ts']).toBe(
    'b603d946eb2b396ca4ecf65c223daff659dbe6f1cfeac235b7c61d3ba6964cae',
  );
});

test('an executable file stays executable', async () => {
  const dir = await folderOf(tinyTemplate);
  await chmod(path.join(dir, 'skeleton', 'src', 'main.ts'), 0o755);
  const tree = stampTree(await loadTemplate(dir), answers);
  expect([...tree].filter(([, { executable }]) => executable).map(([file]) => file)).toEqual(['src/main.ts']);
});

test('stamping changes nothing in the template', async () => {
  const template = await loadTemplate(await folderOf(tinyTemplate));
  const before = structuredClone([...template.skeleton]);
  stampTree(template, answers);
  expect([...template.skeleton].map(([file, { content }]) => [file, content.toString()])).toEqual(
    before.map(([file, { content }]) => [file, Buffer.from(content).toString()]),
  );
});

test('invalid answers are refused with every problem', async () => {
  const refused = stamped({ name: 'A', owner: 'x', replicas: 0 });
  await expect(refused).rejects.toThrow(/^Nothing was stamped.*\n {2}name: .*\n {2}replicas: /);
});

test.each([
  ['at: /name', 'at: /nam', 'stamp.yaml:7: skeleton/package.json has no /nam'],
  ['document: 1', 'document: 5', 'stamp.yaml:8: skeleton/catalog-info.yaml has no document 5'],
  [', document: 1', '', 'stamp.yaml:8: skeleton/catalog-info.yaml has 2 documents. Set'],
  [
    '/metadata/name',
    '/metadata',
    'stamp.yaml:8: skeleton/catalog-info.yaml has no single value at /metadata',
  ],
  [
    "'{}-api'",
    "'{}-app'",
    'stamp.yaml:8: skeleton/catalog-info.yaml has "sample-api" there, but samples/skeleton.yaml results in "sample-app"',
  ],
  ['token: sample', 'token: simple', 'stamp.yaml:9: skeleton/README.md does not contain "simple"'],
  ['token: the sample', 'token: sample', 'stamp.yaml:12: skeleton/README.md has "sample team" there'],
  ['config.yaml', 'none.yaml', 'stamp.yaml:14: skeleton/none.yaml does not exist'],
  [
    'config.yaml, at: /replicas',
    'package.json, at: /name',
    'has "sample" there, but samples/skeleton.yaml results in 2',
  ],
])('stamp.yaml with %s as %s is refused with its line', async (from, to, message) => {
  await expect(stamped(answers, stampWith(from, to))).rejects.toThrow(message);
});

test('two edits of one place are refused', async () => {
  const twice = stampWith("'{}-api' }", "'{}-api' }\n    - { file: package.json, at: /name }");
  await expect(stamped(answers, twice)).rejects.toThrow(
    'stamp.yaml:9: skeleton/package.json has two edits of the same place',
  );
});

test('edits without a place are reported for all files at once', async () => {
  const stamp = tinyTemplate['stamp.yaml'].replace('at: /name', 'at: /x').replace('at: /replicas', 'at: /y');
  const refused = stamped(answers, { 'stamp.yaml': stamp });
  await expect(refused).rejects.toThrow(/stamp\.yaml:7: .*\nstamp\.yaml:14: /);
});
