import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { tinyTemplate } from '../testing/tinyTemplate.ts';
import { loadTemplate } from './loadTemplate.ts';

/** The error of loading the small template with some files changed. */
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

test('ignored files are not part of the skeleton', async () => {
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
  await expect(loadTemplate('/does/not/exist')).rejects.toThrow('/does/not/exist is not a folder');
});

test.each([
  ['template.yaml', 'the form and the steps'],
  ['stamp.yaml', 'where each answer is written'],
])('a missing %s is reported with its purpose', async (file, purpose) => {
  expect(await refusalOf({ [file]: null })).toMatch(
    `TemplateError\n${file}:1: The file ${file} is missing; a template needs it for ${purpose}.`,
  );
});

test('a missing samples/skeleton.yaml is reported', async () => {
  expect(await refusalOf({ 'samples/skeleton.yaml': null })).toContain('samples/skeleton.yaml is missing');
});

test.each(['template.yaml', 'stamp.yaml', 'samples/other.yaml'])(
  '%s that is not YAML is refused with the line',
  async file => {
    expect(await refusalOf({ [file]: 'a: 1\nb: [1,\nc: }\n' })).toMatch(
      new RegExp(`^TemplateError\n${file}:2: This is not YAML`),
    );
  },
);

test('an alias without a target is refused', async () => {
  const wrong = changed('stamp.yaml', 'file: config.yaml', 'file: *config');
  expect(await refusalOf(wrong)).toMatch(
    /^TemplateError\nstamp\.yaml:\d+: This is not YAML: Unresolved alias/,
  );
});

test('an unknown key of stamp.yaml is refused with its line and the intended key', async () => {
  const wrong = changed('stamp.yaml', 'at: /name }', 'att: /name }');
  const refusal = await refusalOf(wrong);
  expect(refusal).toContain('stamp.yaml:7: answers.name.0.att is not a known key. Write "at".');
});

test('every problem of stamp.yaml is reported at once', async () => {
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
  expect(await refusalOf(wrong)).toContain('stamp.yaml:9: answers.name.2.at cannot be combined with "token"');
});

test('a field of the form that is not used is refused', async () => {
  const wrong = changed('stamp.yaml', 'publishing: [destination, repoUrl]', 'publishing: [destination]');
  expect(await refusalOf(wrong)).toContain('The answer to "repoUrl" is not used.');
});

test('an answer that the form does not ask for is refused', async () => {
  const wrong = changed('stamp.yaml', '  replicas:\n', '  copies:\n');
  expect(await refusalOf(wrong)).toContain(
    'stamp.yaml:13: the form in template.yaml does not ask for "copies"',
  );
});

test('an optional answer cannot be written to files', async () => {
  const wrong = changed('template.yaml', 'required: [name, owner, replicas]', 'required: [name, owner]');
  expect(await refusalOf(wrong)).toContain(
    'stamp.yaml:13: "replicas" is written to files, but the form does not require it.',
  );
});

test('a form that is not a JSON schema is refused', async () => {
  const wrong = changed('template.yaml', 'pattern: ^[a-z-]+$', 'patern: ^[a-z-]+$');
  expect(await refusalOf(wrong)).toMatch(/template\.yaml:16: .*unknown keyword: "patern"/);
});

test('a field on two pages is refused', async () => {
  const wrong = changed(
    'template.yaml',
    '        destination: {',
    '        name: { type: string }\n        destination: {',
  );
  expect(await refusalOf(wrong)).toMatch(/template\.yaml:28: the field "name" is on two pages/);
});

test('a sample that the form does not accept is refused with its line', async () => {
  expect(await refusalOf({ 'samples/other.yaml': 'name: test\nowner: x\nreplicas: 1\n' })).toContain(
    'samples/other.yaml:1: The form does not accept this sample: name is the reserved word "test"',
  );
});

test('a missing skeleton is refused', async () => {
  const dir = await folderOf(
    Object.fromEntries(Object.entries(tinyTemplate).filter(([file]) => !file.startsWith('skeleton/'))),
  );
  await expect(loadTemplate(dir)).rejects.toThrow('The folder skeleton/ is missing');
});

test('a symbolic link in the skeleton is refused', async () => {
  const dir = await folderOf(tinyTemplate);
  await symlink('/etc/hostname', path.join(dir, 'skeleton', 'host'));
  await expect(loadTemplate(dir)).rejects.toThrow('host is a symbolic link');
});

test('an ignored symbolic link is allowed', async () => {
  const dir = await folderOf(tinyTemplate);
  await mkdir(path.join(dir, 'skeleton', 'node_modules'));
  await symlink('/etc/hostname', path.join(dir, 'skeleton', 'node_modules', 'host'));
  await writeFile(path.join(dir, 'skeleton', 'node_modules', 'file'), '');
  await expect(loadTemplate(dir)).resolves.toBeDefined();
});

test('a file of the skeleton that Windows cannot check out is refused', async () => {
  expect(await refusalOf({ 'skeleton/src/aux.ts': '' })).toContain(
    'skeleton/src/aux.ts:1: skeleton/src/aux.ts cannot be checked out on Windows: a name in it is "aux.ts", which Windows reserves for a device. Rename it.',
  );
});

test.each([
  ['array', '{ type: array, items: { type: string } }', '"owner" is an array'],
  ['object', '{ type: object }', '"owner" is an object'],
  ['secret', '{ type: string, ui:field: Secret }', '"owner" is a secret'],
  ['password', '{ type: string, ui:widget: password }', '"owner" is a secret'],
])('the answer of a field that is %s cannot be written to a file', async (_kind, schema, message) => {
  const given = changed('template.yaml', '{ type: string, maxLength: 40 }', schema);
  expect(await refusalOf(given)).toContain(message);
});

test('a field with a format is validated', async () => {
  const given = changed(
    'template.yaml',
    '{ type: string, maxLength: 40 }',
    '{ type: string, format: email }',
  );
  expect(await refusalOf(given)).toContain('The form does not accept this sample: owner');
});
