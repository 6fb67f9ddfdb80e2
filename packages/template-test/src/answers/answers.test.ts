import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skeletonAnswers, stampTree, type Template, validateAnswers } from '@goldpath/template';
import { templateWith, validTemplate } from '../testing/template.ts';
import { arbitraryAnswers } from './arbitraryAnswers.ts';
import { deadEdits } from './deadEdits.ts';
import { identityProblems } from './identityProblems.ts';
import { leftPlaceholders } from './leftPlaceholders.ts';
import { placeholdersIn } from './placeholders.ts';
import { residueIn } from './residueIn.ts';
import type { Stamping } from './stamping.ts';
import { unreadableFiles } from './unreadableFiles.ts';

const answers = { name: 'lantern', owner: 'the night shift', replicas: 4, destination: 'local' };

const stamped = (template: Template): Stamping => ({
  name: 'the answers of a test',
  answers,
  tree: stampTree(template, answers),
});

const messages = (found: readonly { message: string }[]) => found.map(({ message }) => message);

test('generated answers are accepted by the form, and reach every branch of its conditions', async () => {
  const template = await templateWith();
  const sets = fc.sample(arbitraryAnswers(template), 30);
  expect(sets.flatMap(set => validateAnswers(template, set))).toEqual([]);
  expect(new Set(sets.map(set => `${set.destination} ${'repoUrl' in set}`))).toContain('github true');
});

test('stamping a valid template with the answers of its skeleton returns the skeleton', async () => {
  expect(identityProblems(await templateWith())).toEqual([]);
});

describe('an edit', () => {
  test('that other samples change is tested', async () => {
    expect(deadEdits(await templateWith())).toEqual([]);
  });

  test('whose answer is the same in every sample is reported', async () => {
    const template = await templateWith({
      'samples/other.yaml': validTemplate['samples/other.yaml'].replace('replicas: 3', 'replicas: 2'),
    });
    expect(messages(deadEdits(template))).toEqual([
      'The edits of the answer replicas are not tested: every sample has the value of the skeleton.',
    ]);
  });

  test('whose field accepts one answer only is not reported', async () => {
    const template = await templateWith({
      'template.yaml': validTemplate['template.yaml'].replace(
        '{ type: integer, minimum: 1 }',
        '{ const: 2 }',
      ),
      'samples/other.yaml': validTemplate['samples/other.yaml'].replace('replicas: 3', 'replicas: 2'),
    });
    expect(messages(deadEdits(template))).toEqual([]);
  });

  test('of a file that no other sample stamps is reported', async () => {
    const only = '\nonly:\n  - { files: config.yaml, when: owner, is: the sample team }\nanswers:';
    const template = await templateWith({
      'stamp.yaml': validTemplate['stamp.yaml'].replace('\nanswers:', only),
    });
    expect(messages(deadEdits(template))).toEqual([
      'The edit answers.replicas.0 of config.yaml is not tested: no sample with another replicas stamps this file.',
    ]);
  });
});

describe('a value of the skeleton', () => {
  test.each([
    ['a phrase in a source file', 'src/main.ts', 'console.log("the sample team");\n', ['owner']],
    ['a short word that is a whole value', 'config.yaml', 'replicas: 2\nquote: sample\n', ['name']],
    ['a short word in prose', 'README.md', '# sample\n\nsample is by the sample team.\n', []],
    ['a part of another word', 'src/main.ts', 'const resampled = 1;\n', []],
  ])('%s in %s is residue of %j', async (_title, file, text, fields) => {
    const template = await templateWith({ [`skeleton/${file}`]: text });
    const found = messages(residueIn(template, stamped(template)));
    expect(found.map(message => / for (\w+),/.exec(message)?.[1])).toEqual(fields);
  });

  test('that the user answers again is not residue', async () => {
    const template = await templateWith();
    const given = { ...answers, owner: skeletonAnswers(template).owner ?? '' };
    const tree = stampTree(template, given);
    expect(residueIn(template, { name: 'x', answers: given, tree })).toEqual([]);
  });
});

test.each([
  ['README.md', 'Set YOUR_REGION here.', ['YOUR_REGION']],
  ['src/main.ts', '// TODO: write it', ['TODO']],
  ['README.md', 'Open https://notes.example in a browser.', []],
  ['src/main.test.ts', "'example'", []],
  ['openapi.yaml', 'example:\n  id: 1', []],
  ['src/main.ts', 'example?: unknown;', []],
])('placeholders in %s: %s', (file, text, expected) => {
  expect(placeholdersIn(file, text)).toEqual(expected);
});

test('a placeholder in an answer is not reported, one in the skeleton is', async () => {
  const template = await templateWith({ 'skeleton/src/main.ts': '// changeme\n' });
  const found = leftPlaceholders(template, { ...stamped(template), answers: { ...answers, owner: 'TODO' } });
  expect(found.map(({ location }) => location.file)).toEqual(['skeleton/src/main.ts']);
});

describe('a stamped data file', () => {
  test('that can be parsed and has the answers is accepted', async () => {
    const template = await templateWith();
    expect(unreadableFiles(template, stamped(template))).toEqual([]);
  });

  test('that cannot be parsed is reported', async () => {
    const template = await templateWith();
    const tree = new Map(stamped(template).tree);
    tree.set('config.yaml', { content: Buffer.from('replicas: [4\n'), executable: false });
    const [found] = unreadableFiles(template, { name: 'x', answers, tree });
    expect(found).toMatchObject({ rule: 'template-test-parse', location: { file: 'skeleton/config.yaml' } });
  });

  test('that does not have an answer at its place is reported', async () => {
    const template = await templateWith();
    const tree = new Map(stamped(template).tree);
    tree.set('config.yaml', { content: Buffer.from('replicas: 5\n'), executable: false });
    expect(messages(unreadableFiles(template, { name: 'x', answers, tree }))).toEqual([
      'config.yaml does not have the answer replicas at /replicas with x.',
    ]);
  });
});

test.each([
  ['{ type: integer, minimum: 1000, maximum: 9000, multipleOf: 100 }', 3000],
  ['{ type: number, exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.1 }', 0.5],
])('answers are generated for a number with %s', async (schema, sample) => {
  const template = await templateWith({
    'template.yaml': validTemplate['template.yaml'].replace('{ type: integer, minimum: 1 }', schema),
    'skeleton/config.yaml': `replicas: ${sample}\n`,
    'samples/skeleton.yaml': validTemplate['samples/skeleton.yaml'].replace(
      'replicas: 2',
      `replicas: ${sample}`,
    ),
    'samples/other.yaml': validTemplate['samples/other.yaml'].replace('replicas: 3', `replicas: ${sample}`),
  });
  const generated = fc.sample(arbitraryAnswers(template), 30);
  expect(new Set(generated.map(({ replicas }) => replicas)).size).toBeGreaterThan(5);
});
