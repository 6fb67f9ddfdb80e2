import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { discoverTemplates } from './discover.ts';
import { templateYaml, writeExample } from './rules/examples.fixture.ts';

const template = templateYaml('steps: []\n');
const json = JSON.stringify({ apiVersion: 'scaffolder.backstage.io/v1beta3', kind: 'Template', spec: {} });

/** The relative paths of the discovered files. */
function discover(folder: string, ...paths: string[]): string[] {
  return discoverTemplates(paths.map(given => path.join(folder, given))).files.map(file =>
    path.relative(folder, file).replaceAll(path.sep, '/'),
  );
}

test.each([
  ['a.yaml', template],
  ['a.yml', template],
  ['A.YAML', template],
  ['a.json', json],
])('%s is discovered', async (file, text) => {
  expect(discover(await writeExample({ [file]: text }), '.')).toEqual([file]);
});

test.each([
  ['a.json', JSON.stringify([{ kind: 'Template', apiVersion: 'scaffolder.backstage.io/v1beta3' }])],
  ['b.json', JSON.stringify({ kind: 'Template', apiVersion: 'template.openshift.io/v1' })],
  ['c.yaml', 'apiVersion: template.openshift.io/v1\nkind: Template\nobjects: []\n'],
  ['values.yaml', ''],
  ['d.txt', template],
])('%s is not a template: %s', async (file, text) => {
  const folder = await writeExample({ [file]: text, 'template.yaml': template });
  expect(discover(folder, '.')).toEqual(['template.yaml']);
});

test('folders behind links are searched once, and links in a circle end', async () => {
  const folder = await writeExample({ 'in/a/template.yaml': template, 'out/template.yaml': template });
  await symlink('..', path.join(folder, 'in/a/up'));
  await symlink('../out', path.join(folder, 'in/link'));
  await symlink('../out', path.join(folder, 'in/second'));
  await symlink('nothing', path.join(folder, 'in/broken'));
  await symlink('self', path.join(folder, 'in/self'));
  expect(discover(folder, 'in')).toEqual(['in/a/template.yaml', 'in/link/template.yaml']);
});

test('named files that are not templates are skipped with the reason', async () => {
  const folder = await writeExample({ 'README.md': '# a\n', 'template.yaml': template });
  await writeFile(path.join(folder, 'logo.yaml'), Buffer.from([0, 1, 2, 255]));
  const named = ['README.md', 'logo.yaml', 'template.yaml'].map(file => path.join(folder, file));
  const { files, skipped } = discoverTemplates(named);
  expect(files).toEqual([path.join(folder, 'template.yaml')]);
  expect(skipped.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^is not a template: /),
    'is a binary file',
  ]);
});

test('skipped files alone are not an error', async () => {
  const folder = await writeExample({ 'README.md': '# a\n' });
  expect(discover(folder, 'README.md')).toEqual([]);
});

test.each(['', '\n', '# only a comment\n'])('the empty template.yaml %j is linted', async text => {
  const folder = await writeExample({ 'a/template.yaml': text, 'b.yaml': text });
  expect(discover(folder, '.')).toEqual(['a/template.yaml']);
  expect(discover(folder, 'b.yaml')).toEqual(['b.yaml']);
});

test('a template.yaml with binary content is refused without printing it', async () => {
  const folder = await writeExample({ 'a.txt': '' });
  await mkdir(path.join(folder, 'a'));
  await writeFile(path.join(folder, 'a/template.yaml'), Buffer.from([0, 27, 91, 255]));
  expect(() => discover(folder, '.')).toThrow(/a\/template\.yaml is a binary file; save /);
});

test('a named file of kind Template with steps is a template even without a valid apiVersion', async () => {
  const folder = await writeExample({ 'a.yaml': template.replace(/^apiVersion.*\n/, '') });
  expect(discover(folder, 'a.yaml')).toEqual(['a.yaml']);
});
