import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lint } from '../../lint.ts';
import { lintExample, writeExample } from '../examples.fixture.ts';
import { changedExample, validExample } from './example.ts';
import { occurrencesOf } from './recognizableAnswers.ts';

const ofStamp = async (example: Record<string, string>) =>
  (await lintExample(example)).filter(({ rule }) => rule.startsWith('stamp-'));

const valid = validExample();
const stepsFrom = (steps: string) => ({
  'template.yaml': valid['template.yaml'].replace(/ {2}steps:\n[^]*/, () => steps),
});

const form = (field: string) =>
  valid['template.yaml']
    .replace('[name]', '[name, more]')
    .replace('        name: {', () => `        more: ${field}\n        name: {`);

/** A template with one more field. The value of its sample is in its place, and in a file that is not edited. */
const withField = (field: string, value: string, elsewhere: string) =>
  validExample({
    'template.yaml': form(field),
    'stamp.yaml': `${valid['stamp.yaml']}  more:\n    - { file: package.json, at: /more }\n`,
    'samples/skeleton.yaml': `${valid['samples/skeleton.yaml']}more: ${value}\n`,
    'skeleton/package.json': `{ "name": "parcel-tracker", "more": ${JSON.stringify(value)} }\n`,
    'skeleton/notes.txt': elsewhere,
  });
const text = '{ type: string }';
const regions = '{ type: string, enum: [us-east-1, eu-west-1] }';

describe('is valid', () => {
  test.each([
    [
      'a file of another tool with the name stamp.yaml',
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
        'template.yaml': valid['template.yaml'].replace(
          '      input:\n',
          '      input:\n        template: ./parcel\n',
        ),
      },
    ],
    [
      'a template without steps, which the portal refuses itself',
      validExample({ 'template.yaml': valid['template.yaml'].replace(/ {2}steps:\n[^]*/, '') }),
    ],
    [
      'steps that are included from elsewhere',
      {
        ...validExample(),
        ...stepsFrom('  steps:\n    $yaml: https://example.com/steps.yaml\n'),
      },
    ],
    [
      'answers from an expression',
      changedExample('template.yaml', '${{ parameters }}', '${{ parameters | pick }}'),
    ],
    [
      'listed answers',
      changedExample(
        'template.yaml',
        'answers: ${{ parameters }}',
        'answers: { name: "${{ parameters.name }}" }',
      ),
    ],
    [
      'a check under the condition of its publishing step',
      validExample({
        'template.yaml': valid['template.yaml'].replace(
          / {6}action: goldpath:(check|publish:local)\n/g,
          found => `      if: \${{ parameters.name }}\n${found}`,
        ),
      }),
    ],
    [
      'the name of the template in a file',
      validExample({
        'skeleton/NOTES.md': 'Made with parcel-service.\n',
        'samples/skeleton.yaml': 'name: parcel\n',
        'skeleton/package.json': '{ "name": "parcel" }\n',
      }),
    ],
    [
      'a part of a longer word',
      validExample({ 'skeleton/NOTES.md': 'Parcel-trackers, parcel-trackerlike.\n' }),
    ],
    ['a binary file', validExample({ 'skeleton/logo.png': '\0parcel-tracker\0' })],
    ['a size', withField('{ type: string, enum: [small, large] }', 'small', 'A small file.\n')],
    [
      'a choice of words',
      withField('{ type: string, enum: [blue-green, rolling] }', 'blue-green', 'blue-green\n'),
    ],
    ['a table of all regions', withField(regions, 'us-east-1', 'us-east-1: 10\neu-west-1: 11\n')],
    ['a host', withField(text, 'github.com', 'See github.com.\n')],
    ['a word that is not a name', withField(text, 'master', 'The branch master.\n')],
    ['a version', withField(text, '1.0.0', 'Since 1.0.0.\n')],
  ])('%s', async (_what, example) => {
    expect(await ofStamp(example)).toEqual([]);
  });
});

describe('is reported as residue', () => {
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
      { rule: 'stamp-residue', severity, location: { file: 'skeleton/notes.txt' } },
    ]);
  });

  test('except in a file that is stamped only with the sample’s answer', async () => {
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
])('%j contains %j at %j', (where, value, offsets) => {
  expect(occurrencesOf(where, value)).toEqual(offsets);
});

test('an ignored file cannot be edited', async () => {
  const found = await ofStamp(validExample({ 'skeleton/.gitignore': 'package.json\n' }));
  expect(found).toMatchObject([
    { rule: 'stamp-edit', location: { file: 'stamp.yaml', line: 7, column: 15 } },
  ]);
});

test('a skeleton with only ignored files is empty', async () => {
  const found = await ofStamp(validExample({ 'skeleton/.gitignore': '*\n' }));
  expect(found).toMatchObject([
    { rule: 'stamp-skeleton', location: { file: 'stamp.yaml', line: 1, column: 1 } },
  ]);
});

test('a link in the skeleton is reported at its path', async () => {
  const folder = await writeExample(valid);
  await mkdir(path.join(folder, 'skeleton', 'conf'));
  await symlink('/etc/hostname', path.join(folder, 'skeleton', 'conf', 'host'));
  const { diagnostics } = await lint(['template.yaml'], { folder });
  expect(diagnostics).toMatchObject([
    { rule: 'stamp-skeleton', location: { file: 'skeleton/conf/host', line: 1, column: 1 } },
  ]);
});

test('a name that is an ordinary word is reported as unknown', async () => {
  const example = validExample({
    'samples/skeleton.yaml': 'name: parcel\n',
    'skeleton/package.json': '{ "name": "parcel" }\n',
    'skeleton/notes.txt': 'Each parcel counts, parcel by parcel.\n',
  });
  expect(await ofStamp(example)).toMatchObject([
    { rule: 'stamp-residue', severity: 'unknown', location: { column: 6 } },
  ]);
});

test.each(['samples/other.yaml', 'stamp.yaml'])('an empty %s is reported', async file => {
  expect(await ofStamp(validExample({ [file]: '' }))).toMatchObject([
    { location: { file, line: 1, column: 1 } },
  ]);
});

test('a manifest is not a template', async () => {
  const folder = await writeExample({ '.goldpath/manifest.json': '{ "files": { "a.txt": "" } ' });
  const { diagnostics, summary } = await lint(['.'], { folder });
  expect(diagnostics).toMatchObject([{ rule: 'stamp-manifest', location: { line: 1, column: 12 } }]);
  expect(summary).toMatchObject({ templates: 0, error: 1 });
});

test('a manifest without a hash for a file is reported at the file', async () => {
  const folder = await writeExample({ '.goldpath/manifest.json': '{ "files": { "a.txt": "" } }' });
  const { diagnostics } = await lint(['.'], { folder });
  expect(diagnostics.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('The managed file a.txt has no valid SHA-256'),
  );
});

test('a template with another file name is reported', async () => {
  const { 'template.yaml': template, ...others } = valid;
  const folder = await writeExample({ ...others, 'service.yaml': template });
  const { diagnostics } = await lint(['.'], { folder });
  expect(diagnostics).toMatchObject([
    { rule: 'stamp-schema', location: { file: 'service.yaml', line: 1, column: 1 } },
  ]);
});
