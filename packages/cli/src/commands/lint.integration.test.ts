import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LintReport, lintRules } from '@goldpath/template-lint';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { goldpathIn } from '../testing/goldpath.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

let work: string;

beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'goldpath-lint-'));
  onTestFinished(() => rm(work, { recursive: true, force: true }));
});

/** A command in the test's folder or another, with additions to its environment. */
const goldpathWith = ({ cwd = work, ...environment }: Record<string, string>, ...args: string[]) =>
  goldpathIn(cwd, args, { GITHUB_WORKSPACE: '', ...environment });

const goldpath = (...args: string[]) => goldpathWith({}, ...args);

async function write(files: Record<string, string>, folder = '.'): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(work, folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

/** The files of a rule's example: an answer in stamp.yaml is misspelled, which has one fix. */
const { incorrect, correct } = lintRules.find(({ id }) => id === 'stamp-answer')?.example as Record<
  'incorrect' | 'correct',
  Record<string, string>
>;

/** The line of the misspelled answer. */
const line = `${incorrect['stamp.yaml']}`.split('\n').indexOf('  nmae:') + 1;

const reportIn = (json: string) => JSON.parse(json) as LintReport;

const readStamp = (folder: string) => readFile(path.join(work, folder, 'stamp.yaml'), 'utf8');

test('the templates of this repository have no problems', async () => {
  const { code, stdout, stderr } = await goldpath('lint', path.join(root, 'templates'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+ templates?: 0 errors, 0 warnings\n$/);
});

test('a problem is reported at its place, with its fix', async () => {
  await write(incorrect, 'mine');
  const { code, stdout, stderr } = await goldpath('lint', 'mine');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(
    new RegExp(
      `^✗ mine/stamp\\.yaml:${line}:3 {2}error {2}stamp-answer\n {4}${line} \\| {3}nmae:\n {6}\\| {3}\\^$`,
      'm',
    ),
  );
  expect(stdout).toMatch(/^1 template: 1 error, 0 warnings$/m);
});

test('files and folders can be combined', async () => {
  for (const folder of ['a', 'c']) await write(incorrect, folder);
  await write(correct, 'b/x');
  const { stdout } = await goldpath('lint', 'a/template.yaml', 'b', '--format', 'json');
  const { diagnostics, summary } = reportIn(stdout);
  expect(summary).toEqual({ templates: 2, error: 1, warning: 0, unknown: 0 });
  expect(diagnostics).toMatchObject([
    { severity: 'error', location: { file: 'a/stamp.yaml', line, column: 3 } },
  ]);
  expect(diagnostics[0]).not.toHaveProperty('edits');
});

test.each([
  ['sarif', `"startLine": ${line},`],
  ['github', `::error file=mine/stamp.yaml,line=${line},col=3,title=stamp-answer::`],
])('--format %s', async (format, expected) => {
  await write(incorrect, 'mine');
  const { code, stdout } = await goldpath('lint', 'mine', '--format', format);
  expect(code).toBe(1);
  expect(stdout).toContain(expected);
});

test('formats for repositories have paths from its root', async () => {
  await write(incorrect);
  const env = { GITHUB_WORKSPACE: path.dirname(work) };
  const file = `${path.basename(work)}/stamp.yaml`;
  expect((await goldpathWith(env, 'lint', '.', '--format', 'github')).stdout).toContain(`file=${file},`);
  expect((await goldpathWith(env, 'lint', '.', '--format', 'sarif')).stdout).toContain(`"uri": "${file}"`);
  const { stdout } = await goldpathWith(env, 'lint', '.', '--format', 'json');
  expect(reportIn(stdout).diagnostics[0]?.location.file).toBe('stamp.yaml');
});

const calling = (action: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: example
spec:
  type: service
  steps:
    - { id: greet, name: Greet, action: '${action}', input: { message: Hello } }
`;

test('with --actions only the actions of that portal are known', async () => {
  await write({
    'theirs/template.yaml': calling('acme:greet'),
    'ours/template.yaml': calling('debug:log'),
    'actions.json': JSON.stringify([{ id: 'acme:greet', schema: { input: { type: 'object' } } }]),
  });
  expect(await goldpath('lint', 'theirs', '--actions', 'actions.json')).toMatchObject({ code: 0 });
  expect(await goldpath('lint', 'ours', '--actions', 'actions.json')).toMatchObject({ code: 1 });
});

test('--editor-schema prints a schema with the actions of that portal', async () => {
  await write({ 'actions.json': JSON.stringify([{ id: 'acme:greet' }]) });
  const { code, stdout } = await goldpath('lint', '--editor-schema', '--actions', 'actions.json');
  const { definitions } = JSON.parse(stdout) as { definitions: { step: { properties: { action: object } } } };
  expect(code).toBe(0);
  expect(definitions.step.properties.action).toMatchObject({ enum: ['acme:greet'] });
});

test.each([
  ['[', /^actions\.json: is not JSON \(.*\); expected a saved response of GET /],
  ['{ "error": "Unauthorized" }', /^actions\.json: the content is an object, but must be a list; expected /],
  ['[{ "id": "a" }, { "name": "b" }]', /^actions\.json: 1\.id is missing; expected /],
  [
    '[{ "id": "a", "schema": { "input": [] } }]',
    /^actions\.json: 0\.schema\.input is a list, but must be an object; /,
  ],
])('--actions with %s is not the answer of a portal', async (text, message) => {
  await write({ 'template.yaml': calling('debug:log'), 'actions.json': text });
  const { code, stdout, stderr } = await goldpath('lint', '.', '--actions', 'actions.json');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
});

test.each([
  [['lint'], "missing required argument 'paths'"],
  [['lint', 'missing'], 'missing does not exist; name a folder or a template.yaml'],
  [['lint', '.'], '.: no template found; name a folder with a file of kind Template'],
  [['lint', '.', '--actions', 'none.json'], 'none.json: cannot be read (ENOENT)'],
  [['lint', '.', '--format', 'html'], 'text, json, sarif, junit, github'],
  [['lint', '.', '--write-baseline'], '--write-baseline needs --baseline <file>'],
  [['lint', '.', '--config', 'none.yaml'], 'none.yaml: cannot be read (ENOENT)'],
  [['lint', '.', '--max-warnings', 'few'], "'few' is invalid. It must be a whole number from 0 up."],
  [['lint', '--explain', 'no-such-rule'], 'there is no rule no-such-rule about templates; the closest is '],
])('%j is wrong usage', async (args, message) => {
  const { code, stdout, stderr } = await goldpath(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

test('a listed rule can be explained', async () => {
  const { stdout } = await goldpath('rules');
  const [, section = ''] = stdout.split('Templates (goldpath lint)\n\n');
  const [, id = '', severity = '', title = ''] = /^(\S+) +(\S+) +(.*)$/m.exec(section) ?? [];
  const { code, stdout: explained } = await goldpath('lint', '--explain', id);
  expect(code).toBe(0);
  expect(explained).toContain(`${id} (${severity})\n\n${title}\n\nWhy:   `);
  expect(explained).toMatch(/Incorrect:\n\n[^]+\n\nCorrect:\n\n/);
});

test('--fix fixes the file, prints the change, and reports the rest', async () => {
  await write(incorrect, 'mine');
  const { code, stdout, stderr } = await goldpath('lint', 'mine', '--fix');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^--- a\/mine\/stamp\.yaml\n\+\+\+ b\/mine\/stamp\.yaml\n@@ [^]*\n- {2}nmae:\n\+ {2}name:\n[^]*\n\n1 template: 0 errors, 0 warnings\n$/,
  );
  expect(await readStamp('mine')).toBe(correct['stamp.yaml']);
});

test('after --fix no other run is recommended for what it left', async () => {
  const page = 'parameters: { properties: { name: { title: Name, type: string, requird: [a] } } }';
  await write({ 'mine/template.yaml': calling('debug:log').replace('  steps:', `  ${page}\n  steps:`) });
  const { stdout } = await goldpath('lint', 'mine', '--fix');
  expect(stdout).toContain('requird is not a field');
  expect(stdout).not.toContain('--fix fixes');
});

test('with --fix a report for machines has only the report on stdout', async () => {
  await write(incorrect, 'mine');
  const { stdout, stderr } = await goldpath('lint', 'mine', '--fix', '--format', 'json');
  expect(reportIn(stdout).summary).toMatchObject({ templates: 1, error: 0 });
  expect(stderr).toMatch(/^--- a\/mine\/stamp\.yaml\n/);
});

test('without --fix nothing is changed', async () => {
  await write(incorrect, 'mine');
  const { stdout } = await goldpath('lint', 'mine');
  expect(stdout).toContain('\n--fix fixes 1 of these.\n');
  expect(await readStamp('mine')).toBe(incorrect['stamp.yaml']);
});

const including = calling('debug:log').replace(
  'input: { message: Hello }',
  'input: { $yaml: ../input.yaml }',
);

test('a template may refer to files of its repository, from any working directory', async () => {
  await write({ '.git/HEAD': '', 'a/b/template.yaml': including, 'a/input.yaml': 'message: Hello\n' });
  const { code, stdout } = await goldpathWith({ cwd: path.join(work, 'a/b') }, 'lint', '.');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '1 template: 0 errors, 0 warnings\n' });
});

const undeclared = calling('debug:log').replace('message: Hello', "message: '${{ parameters.x }}'");

/** Templates in one folder need names of their own. */
const renamed = (template: string) => template.replace('name: example', 'name: other');

test('with a baseline, only findings that are not in it are reported, from any folder', async () => {
  await write({ 'a/template.yaml': undeclared, 'b/template.yaml': renamed(calling('debug:log')) });
  const written = await goldpath('lint', '.', '--baseline', 'baseline.json', '--write-baseline');
  expect(written).toMatchObject({ code: 0, stderr: 'baseline.json: 1 finding accepted\n' });
  await write({ 'a/template.yaml': `# moved\n${undeclared}`, 'b/template.yaml': renamed(undeclared) });
  const { code, stdout } = await goldpathWith(
    { cwd: path.join(work, 'b') },
    ...['lint', '..', '--baseline', '../baseline.json', '--format', 'json'],
  );
  expect(code).toBe(1);
  expect(reportIn(stdout).diagnostics.map(({ location }) => location.file)).toEqual(['template.yaml']);
});

test('a baseline keeps the entries of files that are not linted, and names those that are fixed', async () => {
  await write({ 'a/template.yaml': undeclared, 'b/template.yaml': renamed(undeclared) });
  await goldpath('lint', '.', '--baseline', 'baseline.json', '--write-baseline');
  await write({ 'b/template.yaml': renamed(calling('debug:log')) });
  const { stderr } = await goldpath('lint', 'a', 'b', '--baseline', 'baseline.json');
  expect(stderr).toBe(
    'baseline.json: findings of 1 of its entries are fixed; renew it with --write-baseline\n',
  );
  await goldpath('lint', 'b', '--baseline', 'baseline.json', '--write-baseline');
  expect(await goldpath('lint', '.', '--baseline', 'baseline.json')).toMatchObject({ code: 0, stderr: '' });
});

test('the nearest .goldpath-lint.yaml sets severities, and --max-warnings limits warnings', async () => {
  await write({
    '.git/HEAD': '',
    '.goldpath-lint.yaml': 'rules: { undeclared-parameter: warning }\n',
    'a/b/template.yaml': undeclared,
  });
  const { code, stderr } = await goldpathWith(
    { cwd: path.join(work, 'a/b') },
    'lint',
    '.',
    '--max-warnings',
    '1',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(await goldpath('lint', '.', '--max-warnings', '0')).toMatchObject({
    code: 1,
    stderr: 'Warnings left: 1; --max-warnings allows 0.\n',
  });
});

test('a named file that is not a template is skipped with a note', async () => {
  await write({ 'README.md': '# a\n', 'template.yaml': calling('debug:log') });
  const { code, stdout, stderr } = await goldpath('lint', 'README.md', 'template.yaml');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '1 template: 0 errors, 0 warnings\n' });
  expect(stderr).toMatch(/^README\.md is not a template: .*; skipped\n$/);
});
