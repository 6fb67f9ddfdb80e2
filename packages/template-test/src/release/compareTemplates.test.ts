import { expect, test } from 'vitest';
import type { Files } from '@goldpath/files/testing';
import { templateWith, validTemplate } from '../testing/template.ts';
import { compareTemplates } from './compareTemplates.ts';
import { incompatibilities } from './incompatibilities.ts';

const recorded = [
  { name: '../orders', answers: { name: 'orders', owner: 'the team that keeps the orders', replicas: 2 } },
];

async function compare(files: Files, answers = recorded) {
  return compareTemplates(await templateWith(), await templateWith(files), answers);
}

const form = validTemplate['template.yaml'];

test('the same template changes nothing', async () => {
  expect(await compare({})).toMatchObject({
    level: 'none',
    services: [{ name: '../orders', refused: [], added: [], removed: [], changed: [] }],
  });
});

test('changed contents are a patch', async () => {
  expect(await compare({ 'skeleton/src/main.ts': 'console.log(2);\n' })).toMatchObject({
    level: 'patch',
    services: [{ changed: ['src/main.ts'] }],
  });
});

test('a new file is a minor version, and so is a removed one', async () => {
  expect(await compare({ 'skeleton/src/next.ts': '' })).toMatchObject({
    level: 'minor',
    services: [{ added: ['src/next.ts'] }],
  });
  expect(await compare({ 'skeleton/src/main.ts': null })).toMatchObject({
    level: 'minor',
    services: [{ removed: ['src/main.ts'] }],
  });
});

test('a new question with a default is a minor version: services are stamped with the default', async () => {
  const question = 'replicas: { type: integer, minimum: 1 }\n        zone: { type: string, default: a }';
  const change = await compare({
    'template.yaml': form
      .replace('replicas: { type: integer, minimum: 1 }', question)
      .replace('replicas]', 'replicas, zone]'),
    'samples/skeleton.yaml': `${validTemplate['samples/skeleton.yaml']}zone: a\n`,
    'samples/other.yaml': `${validTemplate['samples/other.yaml']}zone: b\n`,
    'stamp.yaml': `${validTemplate['stamp.yaml']}  zone:\n    - { file: config.yaml, at: /zone }\n`,
    'skeleton/config.yaml': 'replicas: 2\nzone: a\n',
  });
  expect(change).toMatchObject({ level: 'minor', addedFields: ['zone'], services: [{ refused: [] }] });
});

test('a form that refuses recorded answers is a major version', async () => {
  const change = await compare({ 'template.yaml': form.replace('maxLength: 40', 'maxLength: 20') });
  expect(change).toMatchObject({ level: 'major', services: [{ refused: [{ field: 'owner' }] }] });
});

test('answers that the last version refuses too do not make a major version', async () => {
  const outdated = [{ name: '../old', answers: { name: 'test', owner: 'x', replicas: 2 } }];
  expect(await compare({}, outdated)).toMatchObject({
    level: 'none',
    services: [{ isOutdated: true, refused: [] }],
  });
});

test('an incompatible form is refused with the answers that break, unless its major version is raised', async () => {
  const change = await compare({ 'template.yaml': form.replace('maxLength: 40', 'maxLength: 20') });
  const template = await templateWith();
  const from = { version: '1.2.3', ref: 'refs/tags/tiny@1.2.3', isReleased: true };
  const found = incompatibilities(template, { from, change, version: '2.0.0' });
  expect(found.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
    'The form does not accept the answers of ../orders any more: owner has 30 characters; at most 20 are allowed; shorten it. ' +
      'Accept the answers as before, or set template.version in stamp.yaml to 2.0.0.',
  ]);
  const raised = { ...template, version: '2.0.0' };
  expect(incompatibilities(raised, { from, change, version: '2.0.0' })).toEqual([]);
});
