import { chmod, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { fix } from './fix.ts';
import { edit, type LintRule } from './rule.ts';
import { templateYaml, writeExample } from './rules/examples.fixture.ts';

/** A rule that replaces a word in template.yaml and in the files of the skeletons. */
const against = (word: string, instead: string): LintRule => ({
  id: `no-${word}`,
  title: '',
  why: '',
  severity: 'error',
  example: { incorrect: '', correct: '' },
  *check({ template, skeletons }) {
    for (const source of [template.source, ...skeletons.flatMap(({ files }) => files)]) {
      for (const { index } of source.text.matchAll(new RegExp(word, 'g'))) {
        yield {
          at: { source, start: index },
          message: `It contains ${word}.`,
          fix: '',
          edits: [edit(source, index, index + word.length, instead)],
        };
      }
    }
  },
});

const rules = [against('red', 'green')];

/** The check of {@link against}, without a fix. */
function reportWithoutFix(word: string): LintRule['check'] {
  const rule = against(word, '');
  return context => [...rule.check(context)].map(report => ({ ...report, edits: undefined }));
}

const fetching = (url: string) =>
  templateYaml(`steps:\n  - { id: a, action: fetch:template, input: { url: ${url} } }\n`);

let folder: string;

beforeEach(async () => {
  folder = await writeExample({
    'mine/template.yaml': `${fetching('./skeleton')}# red, red\n`,
    'mine/skeleton/a.txt': 'red\n',
    'mine/skeleton/b.txt': 'blue\n',
  });
});

const textOf = (file: string) => readFile(path.join(folder, file), 'utf8');
const write = (file: string, text: string | Buffer) => writeFile(path.join(folder, file), text);

test('every file of a template is fixed, and reported with both versions', async () => {
  const { changes, failures, left } = await fix(['mine'], { folder, rules });
  expect({ failures, left: left.diagnostics }).toEqual({ failures: [], left: [] });
  expect(changes.map(({ file }) => file)).toEqual(['mine/template.yaml', 'mine/skeleton/a.txt']);
  expect(changes[1]).toMatchObject({ before: 'red\n', after: 'green\n' });
  expect(await textOf('mine/template.yaml')).toBe(`${fetching('./skeleton')}# green, green\n`);
  expect(await textOf('mine/skeleton/a.txt')).toBe('green\n');
});

test('no other file is created or changed', async () => {
  const { mtimeMs } = await stat(path.join(folder, 'mine/skeleton/b.txt'));
  await fix(['mine'], { folder, rules });
  expect((await readdir(folder, { recursive: true })).sort()).toEqual([
    'mine',
    'mine/skeleton',
    'mine/skeleton/a.txt',
    'mine/skeleton/b.txt',
    'mine/template.yaml',
  ]);
  expect((await stat(path.join(folder, 'mine/skeleton/b.txt'))).mtimeMs).toBe(mtimeMs);
});

test('a problem that a fix reveals is fixed too', async () => {
  const both = [against('green', 'yellow'), ...rules];
  const { changes } = await fix(['mine'], { folder, rules: both });
  expect(changes[1]).toMatchObject({ before: 'red\n', after: 'yellow\n' });
});

test('of two fixes of the same place, the second one checks the result of the first', async () => {
  const both = [...rules, against('redd', 'blue')];
  await write('mine/skeleton/a.txt', 'redd');
  await fix(['mine'], { folder, rules: both });
  expect(await textOf('mine/skeleton/a.txt')).toBe('greend');
});

test('rules that undo each other’s fixes do not loop forever', async () => {
  const { changes, left } = await fix(['mine'], { folder, rules: [...rules, against('green', 'red')] });
  expect(changes).toEqual([]);
  expect(left.diagnostics.length).toBeGreaterThan(0);
});

test('a fix after which a new problem is reported is not applied, and the others are', async () => {
  const harmful = against('blue', 'purple');
  const { changes, left } = await fix(['mine'], {
    folder,
    rules: [...rules, harmful, { ...against('purple', ''), check: reportWithoutFix('purple') }],
  });
  expect(changes.map(({ file }) => file)).toEqual(['mine/template.yaml', 'mine/skeleton/a.txt']);
  expect(left.diagnostics).toMatchObject([{ rule: 'no-blue' }]);
  expect(await textOf('mine/skeleton/b.txt')).toBe('blue\n');
});

test('a fix that replaces a problem by another one is not applied', async () => {
  await write('mine/skeleton/a.txt', 'red red\n');
  const twice = { ...against('red', 'green'), check: reportWithoutFix('green') };
  const { changes } = await fix(['mine'], { folder, rules: [...rules, { ...twice, id: 'no-green' }] });
  expect(changes).toEqual([]);
});

test('line endings, the byte order mark and the permissions of a file stay', async () => {
  await write('mine/skeleton/a.txt', '\uFEFFone\r\nred\r\n\ttwo \n');
  await chmod(path.join(folder, 'mine/skeleton/a.txt'), 0o755);
  await fix(['mine'], { folder, rules });
  expect(await textOf('mine/skeleton/a.txt')).toBe('\uFEFFone\r\ngreen\r\n\ttwo \n');
  expect((await stat(path.join(folder, 'mine/skeleton/a.txt'))).mode & 0o777).toBe(0o755);
});

test('a file that is not UTF-8 is not changed', async () => {
  const latin = Buffer.from(`${fetching('./skeleton')}# red, caf\xe9\n`, 'latin1');
  await write('mine/template.yaml', latin);
  const { changes, left } = await fix(['mine'], { folder, rules });
  expect(changes.map(({ file }) => file)).toEqual(['mine/skeleton/a.txt']);
  expect(left.diagnostics).toMatchObject([
    { location: { file: 'mine/template.yaml' }, message: 'It contains red.' },
  ]);
  expect((await readFile(path.join(folder, 'mine/template.yaml'))).equals(latin)).toBe(true);
});

test.each([
  ['beside the given folder', ['mine'], '../beside'],
  ['beside the given file', ['mine/template.yaml'], '../beside'],
  ['outside of the folder that a link in it leads to', ['mine'], './linked'],
])('a file %s is not changed', async (_, paths, url) => {
  await mkdir(path.join(folder, 'beside'));
  await write('beside/a.txt', 'red\n');
  await symlink('../beside', path.join(folder, 'mine/linked'));
  await write('mine/template.yaml', `${fetching(url)}# red\n`);
  const { changes, left } = await fix(paths, { folder, rules });
  expect(changes.map(({ file }) => file)).toEqual(['mine/template.yaml']);
  expect(left.summary.error).toBe(1);
  expect(await textOf('beside/a.txt')).toBe('red\n');
});

test('a link to a file in the folder stays a link', async () => {
  await symlink('template.yaml', path.join(folder, 'mine/link.yaml'));
  await fix(['mine/link.yaml'], { folder, rules });
  expect(await readlink(path.join(folder, 'mine/link.yaml'))).toBe('template.yaml');
  expect(await textOf('mine/template.yaml')).toContain('# green, green\n');
});

/** A rule that changes a file after it was read, and before it is written. */
function changing(change: () => Promise<void>): LintRule {
  let changed: Promise<void> | undefined;
  return {
    ...against('nothing', ''),
    check() {
      changed ??= change();
      return [];
    },
  };
}

test.each([
  [
    'changes',
    () => write('mine/skeleton/a.txt', 'red, and new\n'),
    'red, and new\n',
    'changed in the meantime',
  ],
  ['is deleted', () => rm(path.join(folder, 'mine/skeleton/a.txt')), undefined, 'cannot be written (ENOENT)'],
])(
  'a file that %s in the meantime is reported, and the others are fixed',
  async (_, change, after, sentence) => {
    const { changes, failures, left } = await fix(['mine'], { folder, rules: [...rules, changing(change)] });
    expect(failures).toEqual([expect.stringContaining(`mine/skeleton/a.txt: ${sentence}`)]);
    expect(changes.map(({ file }) => file)).toEqual(['mine/template.yaml']);
    expect(left.summary.error).toBe(after === undefined ? 0 : 1);
    expect(await textOf('mine/skeleton/a.txt').catch(() => undefined)).toBe(after);
    expect(await readdir(path.join(folder, 'mine'))).toEqual(['skeleton', 'template.yaml']);
  },
);

test.skipIf(process.getuid?.() === 0)('a file without write permission is reported', async () => {
  await chmod(path.join(folder, 'mine/skeleton/a.txt'), 0o444);
  const { failures } = await fix(['mine'], { folder, rules });
  expect(failures).toEqual([expect.stringContaining('mine/skeleton/a.txt: cannot be written (EACCES)')]);
});

test('a name is not replaced by its plural', async () => {
  const text = templateYaml(
    "parameters: { properties: { targets: { type: array, items: { type: string } } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.target }}' } }\n",
  );
  await write('mine/template.yaml', text);
  const { changes, left } = await fix(['mine'], { folder });
  expect({ changes, rules: left.diagnostics.map(({ rule }) => rule) }).toEqual({
    changes: [],
    rules: ['undeclared-parameter'],
  });
});
