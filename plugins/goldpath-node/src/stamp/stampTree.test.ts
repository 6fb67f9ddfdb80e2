import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadTemplate } from '../template/loadTemplate.ts';
import type { Answers } from '../template/template.ts';
import { folderOf } from '../testing/folder.ts';
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

test('a token is replaced wherever it stands, the longer token first', async () => {
  expect((await stamped())['README.md']).toBe('# other\n\nother is by a team.\n');
});

test('what an answer brings is not edited again', async () => {
  const { 'README.md': readme } = await stamped({ ...answers, owner: 'the sample $& crew' });
  expect(readme).toBe('# other\n\nother is by the sample $& crew.\n');
});

test('a derived value holds the answer as it is', async () => {
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

test.each([
  ['github.com?owner=acme&repo=shop', 'acme/shop'],
  [undefined, 'nobody'],
])('parts of the answer %s make %s, and there is a value for no answer', async (repoUrl, expected) => {
  const edit = "config.yaml, at: /quote, value: '{owner}/{repo}', otherwise: nobody }";
  const files = {
    'stamp.yaml': tinyTemplate['stamp.yaml']
      .replace('[destination, repoUrl]', '[destination]')
      .concat(`  repoUrl:\n    - { file: ${edit}\n`),
    'skeleton/config.yaml': "replicas: 2\nquote: 'nobody'\n",
  };
  const publishing: Answers = repoUrl === undefined ? {} : { destination: 'github', repoUrl };
  const { 'config.yaml': edited } = await stamped({ ...answers, ...publishing }, files);
  expect(edited).toBe(`replicas: 3\nquote: '${expected}'\n`);
});

test('files of other answers are left out, and edits of them with them', async () => {
  const only =
    'only:\n  - { files: src/, when: owner, is: a team }\n  - { files: README.md, when: replicas, is: 9 }\n';
  const files = { 'stamp.yaml': tinyTemplate['stamp.yaml'].replace('answers:', `${only}answers:`) };
  const paths = Object.keys(await stamped(answers, files));
  expect(paths).toContain('src/main.ts');
  expect(paths).not.toContain('README.md');
  const { '.goldpath/manifest.json': manifest = '' } = await stamped({ ...answers, owner: 'us' }, files);
  expect(Object.keys(JSON.parse(manifest).files)).toEqual([
    '.gitignore',
    'catalog-info.yaml',
    'config.yaml',
    'package.json',
  ]);
});

test.each([
  ['src/, when: nobody', 'stamp.yaml:6: the form in template.yaml does not ask "nobody"'],
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
])('the text %j stays this text in YAML', async owner => {
  const { 'catalog-info.yaml': yaml = '' } = await stamped({ ...answers, owner });
  const { parseAllDocuments } = await import('yaml');
  expect(parseAllDocuments(yaml)[0]?.toJS()).toEqual({ spec: { owner } });
});

test('a quoted value stays quoted in its way', async () => {
  const yaml = tinyTemplate['skeleton/catalog-info.yaml'].replace('the sample team', "'the sample team'");
  const { 'catalog-info.yaml': edited } = await stamped(answers, { 'skeleton/catalog-info.yaml': yaml });
  expect(edited).toContain("owner: 'a team' # who");
});

test('the manifest tells template, answers without those that only publish, and a hash for each file', async () => {
  const { '.goldpath/manifest.json': text = '' } = await stamped({ ...answers, destination: 'local' });
  const manifest = JSON.parse(text);
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

test('a file that can be executed stays so', async () => {
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

test('answers that are not fit are refused with every problem', async () => {
  const refused = stamped({ name: 'A', owner: 'x', replicas: 0 });
  await expect(refused).rejects.toThrow(/^Nothing was stamped.*\n {2}name: .*\n {2}replicas: /);
});

test.each([
  ['at: /name', 'at: /nam', 'stamp.yaml:7: skeleton/package.json has no /nam'],
  ['document: 1', 'document: 5', 'stamp.yaml:8: skeleton/catalog-info.yaml has no document 5'],
  [', document: 1', '', 'stamp.yaml:8: skeleton/catalog-info.yaml holds 2 documents; say which'],
  [
    '/metadata/name',
    '/metadata',
    'stamp.yaml:8: skeleton/catalog-info.yaml has no /metadata that is a single value',
  ],
  [
    "'{}-api'",
    "'{}-app'",
    'stamp.yaml:8: skeleton/catalog-info.yaml holds "sample-api" there, but samples/skeleton.yaml makes it "sample-app"',
  ],
  ['token: sample', 'token: simple', 'stamp.yaml:9: skeleton/README.md does not contain "simple"'],
  ['token: the sample', 'token: sample', 'stamp.yaml:12: skeleton/README.md holds "sample team" there'],
  ['config.yaml', 'none.yaml', 'stamp.yaml:14: skeleton/none.yaml does not exist'],
  [
    'config.yaml, at: /replicas',
    'package.json, at: /name',
    'holds "sample" there, but samples/skeleton.yaml makes it 2',
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

test('edits that fit nowhere are told for all files at once', async () => {
  const stamp = tinyTemplate['stamp.yaml'].replace('at: /name', 'at: /x').replace('at: /replicas', 'at: /y');
  const refused = stamped(answers, { 'stamp.yaml': stamp });
  await expect(refused).rejects.toThrow(/stamp\.yaml:7: .*\nstamp\.yaml:14: /);
});
