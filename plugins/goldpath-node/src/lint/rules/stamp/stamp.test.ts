import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lint } from '../../lint.ts';
import { lintExample, writeExample } from '../examples.fixture.ts';
import { changedExample, soundExample } from './example.ts';
import { occurrencesOf } from './telling.ts';

const ofStamp = async (example: Record<string, string>) =>
  (await lintExample(example)).filter(({ rule }) => rule.startsWith('stamp-'));

const sound = soundExample();
const stepsFrom = (steps: string) => ({
  'template.yaml': sound['template.yaml'].replace(/ {2}steps:\n[^]*/, () => steps),
});

const form = (field: string) =>
  sound['template.yaml']
    .replace('[name]', '[name, more]')
    .replace('        name: {', () => `        more: ${field}\n        name: {`);

/** A template with one field more, whose sample's value stands in its place and in a file that nothing edits. */
const withField = (field: string, value: string, elsewhere: string) =>
  soundExample({
    'template.yaml': form(field),
    'stamp.yaml': `${sound['stamp.yaml']}  more:\n    - { file: package.json, at: /more }\n`,
    'samples/skeleton.yaml': `${sound['samples/skeleton.yaml']}more: ${value}\n`,
    'skeleton/package.json': `{ "name": "parcel-tracker", "more": ${JSON.stringify(value)} }\n`,
    'skeleton/notes.txt': elsewhere,
  });
const text = '{ type: string }';
const regions = '{ type: string, enum: [us-east-1, eu-west-1] }';

describe('is no fault', () => {
  test.each([
    [
      'a file of another tool that is called stamp.yaml',
      {
        ...stepsFrom(
          '  steps:\n    - { id: log, name: Log, action: debug:log, input: { message: Hello } }\n',
        ),
        'stamp.yaml': 'stamps: [a, b]\n',
      },
    ],
    [
      'a step that stamps the template of another folder',
      {
        'template.yaml': sound['template.yaml'].replace(
          '      input:\n',
          '      input:\n        template: ./parcel\n',
        ),
      },
    ],
    [
      'a template without steps, which the portal refuses itself',
      soundExample({ 'template.yaml': sound['template.yaml'].replace(/ {2}steps:\n[^]*/, '') }),
    ],
    [
      'steps that are included from elsewhere',
      {
        ...soundExample(),
        ...stepsFrom('  steps:\n    $yaml: https://example.com/steps.yaml\n'),
      },
    ],
    [
      'answers that an expression makes',
      changedExample('template.yaml', '${{ parameters }}', '${{ parameters | pick }}'),
    ],
    [
      'answers that are passed one by one',
      changedExample(
        'template.yaml',
        'answers: ${{ parameters }}',
        'answers: { name: "${{ parameters.name }}" }',
      ),
    ],
    [
      'a check under the condition of its publishing step',
      soundExample({
        'template.yaml': sound['template.yaml'].replace(
          / {6}action: goldpath:(check|publish:local)\n/g,
          found => `      if: \${{ parameters.name }}\n${found}`,
        ),
      }),
    ],
    [
      'the name of the template in a file',
      soundExample({
        'skeleton/NOTES.md': 'Made with parcel-service.\n',
        'samples/skeleton.yaml': 'name: parcel\n',
        'skeleton/package.json': '{ "name": "parcel" }\n',
      }),
    ],
    [
      'a part of a longer word',
      soundExample({ 'skeleton/NOTES.md': 'Parcel-trackers, parcel-trackerlike.\n' }),
    ],
    ['bytes that are no text', soundExample({ 'skeleton/logo.png': '\0parcel-tracker\0' })],
    ['a size', withField('{ type: string, enum: [small, large] }', 'small', 'A small file.\n')],
    [
      'a choice of words',
      withField('{ type: string, enum: [blue-green, rolling] }', 'blue-green', 'blue-green\n'),
    ],
    ['a table of all regions', withField(regions, 'us-east-1', 'us-east-1: 10\neu-west-1: 11\n')],
    ['a host', withField(text, 'github.com', 'See github.com.\n')],
    ['a word that names nothing', withField(text, 'master', 'The branch master.\n')],
    ['a version', withField(text, '1.0.0', 'Since 1.0.0.\n')],
  ])('%s', async (_what, example) => {
    expect(await ofStamp(example)).toEqual([]);
  });
});

describe('is left behind', () => {
  test.each([
    ['a region', withField(regions, 'us-east-1', 'Runs in us-east-1b.\n'), 'error'],
    [
      'a sentence',
      withField(text, 'Keeps an eye on parcels', 'It keeps. Keeps an eye on parcels.\n'),
      'error',
    ],
    ['an account', withField(text, "'123456789012'", 'arn:aws:iam::123456789012:root\n'), 'error'],
  ])('%s', async (_what, example, severity) => {
    const given = {
      ...example,
      'skeleton/package.json': example['skeleton/package.json']?.replaceAll("'", '') ?? '',
    };
    expect(await ofStamp(given)).toMatchObject([
      { rule: 'stamp-residue', severity, file: 'skeleton/notes.txt' },
    ]);
  });

  test('but not what only its own answer stamps', async () => {
    const example = withField(regions, 'us-east-1', 'us-east-1\n');
    const only = 'only:\n  - { files: notes.txt, when: more, is: us-east-1 }\nanswers:';
    const stamp = example['stamp.yaml'].replace('answers:', only);
    expect(await ofStamp({ ...example, 'stamp.yaml': stamp })).toEqual([]);
  });
});

test.each([
  ['a us-east-1a b', 'us-east-1', [2]],
  ['us-east-10 xus-east-1', 'us-east-1', []],
  ['my-app my-apple m-my-app', 'my-app', [0, 18]],
  ['aaa-aaa-aaa', 'aaa-aaa', [0, 4]],
])('in %j stands %j at %j', (where, value, offsets) => {
  expect(occurrencesOf(where, value)).toEqual(offsets);
});

test('a file that git ignores cannot be edited', async () => {
  const found = await ofStamp(soundExample({ 'skeleton/.gitignore': 'package.json\n' }));
  expect(found).toMatchObject([{ rule: 'stamp-edit', file: 'stamp.yaml', line: 6, column: 15 }]);
});

test('a skeleton of which git ignores everything holds no file', async () => {
  const found = await ofStamp(soundExample({ 'skeleton/.gitignore': '*\n' }));
  expect(found).toMatchObject([{ rule: 'stamp-skeleton', file: 'stamp.yaml', line: 1, column: 1 }]);
});

test('a link in the skeleton is told where it lies', async () => {
  const folder = await writeExample(sound);
  await mkdir(path.join(folder, 'skeleton', 'conf'));
  await symlink('/etc/hostname', path.join(folder, 'skeleton', 'conf', 'host'));
  const { findings } = await lint(['template.yaml'], { folder });
  expect(findings).toMatchObject([
    { rule: 'stamp-skeleton', file: 'skeleton/conf/host', line: 1, column: 1 },
  ]);
});

test('a name that is a word too is left behind for all that can be known', async () => {
  const example = soundExample({
    'samples/skeleton.yaml': 'name: parcel\n',
    'skeleton/package.json': '{ "name": "parcel" }\n',
    'skeleton/notes.txt': 'Each parcel counts, parcel by parcel.\n',
  });
  expect(await ofStamp(example)).toMatchObject([{ rule: 'stamp-residue', severity: 'unknown', column: 6 }]);
});

test.each(['samples/other.yaml', 'stamp.yaml'])('%s that is empty is told', async file => {
  expect(await ofStamp(soundExample({ [file]: '' }))).toMatchObject([{ file, line: 1, column: 1 }]);
});

test('a manifest is no template', async () => {
  const folder = await writeExample({ '.goldpath/manifest.json': '{ "files": { "a.txt": "" } ' });
  const { findings, summary } = await lint(['.'], { folder });
  expect(findings).toMatchObject([{ rule: 'stamp-manifest', line: 1, column: 12 }]);
  expect(summary).toMatchObject({ templates: 0, error: 1 });
});

test('a manifest without a hash for a file is told at the file', async () => {
  const folder = await writeExample({ '.goldpath/manifest.json': '{ "files": { "a.txt": "" } }' });
  const { findings } = await lint(['.'], { folder });
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('a.txt is managed and has no hash'),
  );
});

test('a template whose file has another name is told that stamping does not read it', async () => {
  const { 'template.yaml': template, ...others } = sound;
  const folder = await writeExample({ ...others, 'service.yaml': template });
  const { findings } = await lint(['.'], { folder });
  expect(findings).toMatchObject([{ rule: 'stamp-schema', file: 'service.yaml', line: 1, column: 1 }]);
});
