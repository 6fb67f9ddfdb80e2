import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { validAnswers } from '../testing/answers.ts';
import { type Ended, goldpathIn } from '../testing/goldpath.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const skeleton = path.join(root, 'templates/prompt-library-service/skeleton');

let folder: string;
let work: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-stamp-'));
});

beforeEach(async () => {
  work = await mkdtemp(path.join(folder, 'test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const goldpath = (...args: string[]) => goldpathIn(work, args);

/** Writes the answers (an object, or the text of the file), and returns the words of the command that stamps them into `out`. */
async function stampCommand(answers: object | string, template = 'prompt-library-service') {
  await writeFile(
    path.join(work, 'answers.yaml'),
    typeof answers === 'string' ? answers : JSON.stringify(answers, null, 1),
  );
  return ['stamp', template, '--answers', 'answers.yaml', '--to', 'out'];
}

async function stamp(answers: object | string, template?: string): Promise<Ended> {
  return goldpath(...(await stampCommand(answers, template)));
}

test('stamp, as a process, writes the service and reports it', async () => {
  const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');
  const args = [binary, ...(await stampCommand(validAnswers))];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: work });
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^Stamped \d+ files from prompt-library-service \d+\.\d+\.\d+ into out\nWrote the diagram and cost of its infrastructure to out\/docs\/infrastructure\n$/,
  );
  const manifest = await readFile(path.join(work, 'out/package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ name: 'haiku-desk' });
});

test('stamp accepts the folder of a template', async () => {
  const { code } = await stamp(validAnswers, path.join(root, 'templates/prompt-library-service'));
  expect(code).toBe(0);
});

test.each([
  ['upper case', { name: 'Haiku' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['spaces', { name: 'haiku desk' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['a slash', { name: 'haiku/desk' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['a way out', { name: '../haiku' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['200 characters', { name: 'h'.repeat(200) }, 'answers.yaml:2: name is too long'],
  ['a reserved word', { name: 'goldpath' }, 'answers.yaml:2: name is the reserved word "goldpath"'],
  ['an owner without its kind', { owner: 'assistants' }, 'answers.yaml:3: owner must be a group or a user'],
  ['two lines', { description: 'a\nb' }, 'answers.yaml:4: description must be a single line'],
  [
    'an unknown region',
    { region: 'eu-west-9' },
    'answers.yaml:5: region is "eu-west-9", which is not a choice; the closest of',
  ],
  ['an unknown key', { colour: 'red' }, 'answers.yaml:10: colour is not a known key'],
  ['an answer left out', { size: undefined }, 'answers.yaml:1: size is missing'],
])('stamp with %s reports line, field and reason, and writes nothing', async (_what, wrong, message) => {
  const { code, stdout, stderr } = await stamp({ ...validAnswers, ...wrong });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(await readdir(work)).toEqual(['answers.yaml']);
});

test('stamp reports every problem of the answers at once', async () => {
  const { stderr } = await stamp({ name: 'A', colour: 'red' });
  expect(
    stderr
      .match(/^answers\.yaml:\d+: \w+/gm)
      ?.map(line => line.split(' ')[1])
      .sort(),
  ).toEqual(['colour', 'description', 'name', 'nat', 'owner', 'pipeline', 'region', 'rollout', 'size']);
});

test('stamp with answers that are not YAML reports the line', async () => {
  const { code, stderr } = await stamp('name: a\nowner: [b\n');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^answers\.yaml:3: answers are not YAML: .*\n$/);
});

test('stamp without the answers file reports it', async () => {
  const { code, stderr } = await goldpath(
    'stamp',
    'prompt-library-service',
    '--answers',
    'none.yaml',
    '--to',
    'out',
  );
  expect(code).toBe(2);
  expect(stderr).toBe('none.yaml: cannot be read (ENOENT); give a YAML file with the answers\n');
});

test('stamp refuses a folder with content, and does not change it', async () => {
  await cp(path.join(skeleton, 'package.json'), path.join(work, 'out/package.json'));
  const { code, stderr } = await stamp({ ...validAnswers, name: 'another-desk' });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'out is not empty and was not changed; give a folder that does not exist yet.\n',
  });
  expect(await readdir(path.join(work, 'out'))).toEqual(['package.json']);
  expect(await readFile(path.join(work, 'out/package.json'))).toEqual(
    await readFile(path.join(skeleton, 'package.json')),
  );
});

test('stamp with an unknown template lists the templates', async () => {
  const { code, stderr } = await stamp(validAnswers, 'prompt-libary');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^prompt-libary is neither a template nor a folder; the templates are: .*prompt-library-service/,
  );
});

test.each(['stamp.yaml', 'template.yaml'])(
  'stamp with a template without %s names the file',
  async missing => {
    const source = path.join(root, 'templates/prompt-library-service');
    for (const file of ['template.yaml', 'stamp.yaml', 'samples']) {
      await cp(path.join(source, file), path.join(work, 'mine', file), { recursive: true });
    }
    await cp(path.join(source, 'skeleton/package.json'), path.join(work, 'mine/skeleton/package.json'));
    await rm(path.join(work, 'mine', missing));
    const { code, stderr } = await stamp(validAnswers, 'mine');
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^mine/${missing}:1: The file ${missing} is missing; .*\n$`));
  },
);

test('stamp with a template that is not YAML reports file and line', async () => {
  await cp(
    path.join(root, 'templates/prompt-library-service/template.yaml'),
    path.join(work, 'mine/template.yaml'),
  );
  await cp(path.join(skeleton, 'package.json'), path.join(work, 'mine/skeleton/package.json'));
  await writeFile(path.join(work, 'mine/stamp.yaml'), 'a: 1\n  b: 2\n');
  const { code, stderr } = await stamp(validAnswers, 'mine');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^mine\/stamp\.yaml:\d: This is not YAML: /m);
});
