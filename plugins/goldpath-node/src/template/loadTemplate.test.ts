import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '../testing/folder.ts';
import { tinyTemplate } from '../testing/tinyTemplate.ts';
import { loadTemplate } from './loadTemplate.ts';

/** What loading says when some files of the small template are others. */
async function refusalOf(changed: Record<string, string | null>): Promise<string> {
  const dir = await folderOf({ ...tinyTemplate, ...changed });
  return loadTemplate(dir).then(
    () => 'loaded',
    (error: Error) => `${error.name}\n${error.message}`,
  );
}

const changed = (file: keyof typeof tinyTemplate, from: string, to: string) => ({
  [file]: tinyTemplate[file].replace(from, () => to),
});

test('a template has its id, title, version and samples', async () => {
  const template = await loadTemplate(await folderOf(tinyTemplate));
  expect(template).toMatchObject({ id: 'tiny', title: 'Tiny service', version: '1.2.3' });
  expect(template.samples.map(({ name }) => name)).toEqual(['other', 'skeleton']);
});

test('the schema of the answers holds the fields of every page, conditional ones included', async () => {
  const { answersSchema } = await loadTemplate(await folderOf(tinyTemplate));
  const { properties } = answersSchema as { properties: object };
  expect(Object.keys(properties)).toEqual(['name', 'owner', 'replicas', 'destination', 'repoUrl']);
});

test('what git ignores is no part of the skeleton', async () => {
  const dir = await folderOf({
    ...tinyTemplate,
    'skeleton/node_modules/left-pad/index.js': '',
    'skeleton/infra/.gitignore': '*.log\n!kept.log\n',
    'skeleton/infra/debug.log': '',
    'skeleton/infra/kept.log': '',
    'skeleton/.git/HEAD': '',
  });
  const { skeleton } = await loadTemplate(dir);
  expect([...skeleton.keys()]).toEqual([
    '.gitignore',
    'README.md',
    'catalog-info.yaml',
    'config.yaml',
    'infra/.gitignore',
    'infra/kept.log',
    'package.json',
    'src/main.ts',
  ]);
});

test('a folder that does not exist is refused by name', async () => {
  await expect(loadTemplate('/nowhere/at/all')).rejects.toThrow('/nowhere/at/all is no folder');
});

test.each([
  ['template.yaml', 'its form'],
  ['stamp.yaml', 'where each answer goes'],
  ['samples/skeleton.yaml', 'the answers whose values stand in the skeleton'],
])('without %s it says what the file is for', async (file, purpose) => {
  expect(await refusalOf({ [file]: null })).toMatch(
    `TemplateError\n${file}:1: is missing; a template has this file: ${purpose}`,
  );
});

test.each(['template.yaml', 'stamp.yaml', 'samples/other.yaml'])(
  '%s that is not YAML is refused with the line',
  async file => {
    expect(await refusalOf({ [file]: 'a: 1\nb: [1,\nc: }\n' })).toMatch(
      new RegExp(`^TemplateError\n${file}:3: is not YAML`),
    );
  },
);

test('an alias that leads nowhere is refused', async () => {
  const wrong = changed('stamp.yaml', 'file: config.yaml', 'file: *config');
  expect(await refusalOf(wrong)).toMatch(/^TemplateError\nstamp\.yaml:1: is not YAML: Unresolved alias/);
});

test('an unknown key of stamp.yaml is refused with its line and the known ones', async () => {
  const wrong = changed('stamp.yaml', 'at: /name }', 'att: /name }');
  const refusal = await refusalOf(wrong);
  expect(refusal).toContain('stamp.yaml:7: answers.name.0 has the unknown key "att"');
  expect(refusal).toContain('file, at, document, token, value');
});

test('every problem of stamp.yaml is told at once', async () => {
  const stamp = tinyTemplate['stamp.yaml'].replace('/v1', '/v9').replace('1.2.3', 'one');
  const refusal = await refusalOf({ 'stamp.yaml': stamp });
  expect(refusal).toContain('stamp.yaml:1: apiVersion must be "goldpath.dev/v1"');
  expect(refusal).toContain('stamp.yaml:3: template.version must match pattern');
});

test('a token in code is refused: only prose is edited as text', async () => {
  const wrong = changed('stamp.yaml', 'README.md, token: sample', 'src/main.ts, token: console');
  expect(await refusalOf(wrong)).toMatch(/stamp\.yaml:9: answers\.name\.2\.file must match pattern/);
});

test('a pointer and a token in one edit are refused', async () => {
  const wrong = changed('stamp.yaml', 'token: sample', 'at: /a, token: sample');
  expect(await refusalOf(wrong)).toContain('stamp.yaml:9: answers.name.2.at does not go with "token"');
});

test('a field of the form that goes nowhere is refused', async () => {
  const wrong = changed('stamp.yaml', 'publishing: [destination, repoUrl]', 'publishing: [destination]');
  expect(await refusalOf(wrong)).toContain('stamp.yaml:5: "repoUrl" of the form goes nowhere');
});

test('an answer that the form does not ask is refused', async () => {
  const wrong = changed('stamp.yaml', '  replicas:\n', '  copies:\n');
  expect(await refusalOf(wrong)).toContain('stamp.yaml:13: the form in template.yaml does not ask "copies"');
});

test('an answer that may be left out cannot go into files', async () => {
  const wrong = changed('template.yaml', 'required: [name, owner, replicas]', 'required: [name, owner]');
  expect(await refusalOf(wrong)).toContain('stamp.yaml:13: "replicas" goes into files; make it required');
});

test('a form that is no JSON schema is refused', async () => {
  const wrong = changed('template.yaml', 'pattern: ^[a-z-]+$', 'patern: ^[a-z-]+$');
  expect(await refusalOf(wrong)).toMatch(/template\.yaml:7: .*unknown keyword: "patern"/);
});

test('a field that two pages ask is refused', async () => {
  const wrong = changed(
    'template.yaml',
    '        destination: {',
    '        name: { type: string }\n        destination: {',
  );
  expect(await refusalOf(wrong)).toMatch(/template\.yaml:28: the field "name" is asked on two pages/);
});

test('a sample that the form would refuse is refused with its line', async () => {
  expect(await refusalOf({ 'samples/other.yaml': 'name: test\nowner: x\nreplicas: 1\n' })).toContain(
    'samples/other.yaml:1: name is the reserved word "test"',
  );
});

test('a missing skeleton is refused', async () => {
  const dir = await folderOf(
    Object.fromEntries(Object.entries(tinyTemplate).filter(([file]) => !file.startsWith('skeleton/'))),
  );
  await expect(loadTemplate(dir)).rejects.toThrow('skeleton:1: is missing');
});

test('a symbolic link in the skeleton is refused, wherever it leads', async () => {
  const dir = await folderOf(tinyTemplate);
  await symlink('/etc/hostname', path.join(dir, 'skeleton', 'host'));
  await expect(loadTemplate(dir)).rejects.toThrow('host is a symbolic link');
});

test('a symbolic link that git ignores is nobody’s business', async () => {
  const dir = await folderOf(tinyTemplate);
  await mkdir(path.join(dir, 'skeleton', 'node_modules'));
  await symlink('/etc/hostname', path.join(dir, 'skeleton', 'node_modules', 'host'));
  await writeFile(path.join(dir, 'skeleton', 'node_modules', 'file'), '');
  await expect(loadTemplate(dir)).resolves.toBeDefined();
});
