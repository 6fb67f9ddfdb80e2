import path from 'node:path';
import { runProgram } from '@goldpath/program';
import { expect, test } from 'vitest';
import { stampedTeam, templateVersion } from '../testing/team.ts';
import { upgrade } from '../upgrade.ts';
import type { Generate } from './verify.ts';

const branch = 'goldpath/tiny-1.3.0';
const skip = { skipCheck: true };
const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

async function problemsOf(first: object, mine: object, next: object) {
  const team = await stampedTeam(await templateVersion('1.2.0', { ...first }));
  await team.commit({ ...mine });
  const { problems, outcome } = await upgrade(team.dir, await templateVersion('1.3.0', { ...next }), skip);
  return {
    outcome,
    problems: problems.map(
      ({ rule, location, message }) => `${location.file}:${location.line} ${rule} ${message}`,
    ),
  };
}

test('a key that both sides add to a YAML file at different places is reported', async () => {
  const lines = ['a: 1', 'b: 1', 'c: 1', 'd: 1', 'e: 1', 'f: 1', ''];
  const found = await problemsOf(
    { 'app.yaml': lines.join('\n') },
    { 'app.yaml': ['new: 1', ...lines].join('\n') },
    { 'app.yaml': [...lines.slice(0, -1), 'new: 2', ''].join('\n') },
  );
  expect(found).toEqual({
    outcome: 'merged',
    problems: ['app.yaml:8 upgrade-unique-keys The key new is there twice; both sides added it.'],
  });
});

test('a new file that imports what the team moved or removed is reported, with the new place', async () => {
  const settings = `export const settings = 1;\n${'// a line\n'.repeat(5)}`;
  const found = await problemsOf(
    { 'src/config.ts': settings, 'src/gone.ts': 'export const gone = 1;\n' },
    { 'src/config.ts': null, 'src/settings.ts': settings, 'src/gone.ts': null },
    {
      'src/config.ts': settings,
      'src/gone.ts': 'export const gone = 1;\n',
      'src/new.ts': "import { settings } from './config.ts';\nimport { gone } from './gone.js';\n",
    },
  );
  expect(found.problems).toEqual([
    'src/new.ts:1 upgrade-imports-exist It imports ./config.ts, but you moved this file to src/settings.ts.',
    'src/new.ts:2 upgrade-imports-exist It imports ./gone.js, but you removed this file.',
  ]);
});

/** A package and its lockfile without a registry: a dependency is a folder of the repository. */
function project(versions: Record<string, string>, locked = versions) {
  const dependencies = Object.fromEntries(Object.keys(versions).map(name => [name, `file:lib/${name}`]));
  const folders = Object.keys(locked).map(name => [`lib/${name}`, { version: locked[name] }] as const);
  const links = Object.keys(locked).map(
    name => [`node_modules/${name}`, { resolved: `lib/${name}`, link: true }] as const,
  );
  const packages = {
    '': { name: 'sample', dependencies },
    ...Object.fromEntries(folders),
    ...Object.fromEntries(links),
  };
  return {
    'package.json': json({ name: 'sample', dependencies }),
    'package-lock.json': json({ name: 'sample', lockfileVersion: 3, requires: true, packages }),
    ...Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [
        `lib/${name}/package.json`,
        json({ name, version }),
      ]),
    ),
  };
}

const named = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, text.replace('"sample"', '"orders"')]),
  );

test('a lockfile that lacks a package of the team is made again without a network', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', project({ a: '1.0.0' })));
  // the team forgot to write the lockfile
  await team.commit(named(project({ a: '1.0.0', mine: '1.0.0' }, { a: '1.0.0' })));
  const next = await templateVersion('1.3.0', project({ a: '1.0.0', theirs: '2.0.0' }));
  expect(await upgrade(team.dir, next, skip)).toMatchObject({
    outcome: 'merged',
    problems: [],
    remade: ['package-lock.json'],
  });
  const { packages } = JSON.parse(await team.show(branch, 'package-lock.json')) as { packages: object };
  expect(Object.keys(packages)).toEqual(expect.arrayContaining(['lib/mine', 'lib/theirs']));
});

test('a package that npm does not have is a problem of the lockfile', async () => {
  const withMissing = project({ a: '1.0.0' });
  const missing = withMissing['package.json'].replace(
    '"file:lib/a"',
    '"file:lib/a",\n    "goldpath-is-not-published": "1.0.0"',
  );
  const found = await problemsOf(
    project({ a: '1.0.0' }),
    named({ ...withMissing, 'package.json': missing }),
    project({ a: '1.0.0', theirs: '2.0.0' }),
  );
  expect(found.problems).toEqual([
    expect.stringMatching(
      /^package-lock.json:1 upgrade-lockfile-agrees It does not agree with package.json \(missing: goldpath-is-not-published/,
    ),
  ]);
});

test('the tests of the merged service run where they are asked for, and their output is in the problem', async () => {
  const files = (script: string) => ({
    ...project({}),
    'package.json': json({ name: 'sample', scripts: { test: script } }),
    'package-lock.json': json({ name: 'sample', lockfileVersion: 3, packages: { '': { name: 'sample' } } }),
  });
  const team = await stampedTeam(await templateVersion('1.2.0', files('node -e 0')));
  const next = await templateVersion('1.3.0', files('node -e "console.log(\'broken\'), process.exit(1)"'));
  const { problems } = await upgrade(team.dir, next, { ...skip, test: true });
  expect(problems).toMatchObject([{ rule: 'upgrade-passes-tests', location: { file: 'package.json' } }]);
  expect(problems[0]?.message).toContain('broken');
});

const program = (lines: string) => ({
  'infra/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
  'infra/index.ts': `import * as aws from '@pulumi/aws';\n${lines}\n`,
  'catalog-info.yaml': 'spec:\n  owner: the sample team # who\n---\nmetadata: { name: sample-api }\n',
});

test('an upgrade that would delete a bucket of the service is a problem', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', program("new aws.s3.Bucket('files');")));
  const next = await templateVersion('1.3.0', program("new aws.sqs.Queue('orders');"));
  const { problems } = await upgrade(team.dir, next);
  expect(problems.filter(({ rule }) => rule.startsWith('upgrade-'))).toMatchObject([
    { rule: 'upgrade-keeps-data', message: 'a bucket files: the next deployment would delete it.' },
  ]);
});

test('resources that cannot be compared, since the program of the team fails, are a problem', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', program("new aws.s3.Bucket('files');")));
  await team.commit({
    'infra/broken.ts': "throw new Error('broken');\n",
    'infra/index.ts': "import './broken.ts';\n",
  });
  const next = await templateVersion('1.3.0', {
    ...program("new aws.s3.Bucket('files');"),
    'infra/new.ts': 'export {};\n',
  });
  const { problems } = await upgrade(team.dir, next);
  expect(problems.filter(({ rule }) => rule.startsWith('upgrade-'))).toMatchObject([
    {
      rule: 'upgrade-keeps-data',
      verdict: 'unverifiable',
      message: expect.stringContaining('broken') as string,
    },
  ]);
});

test('the files that are made from a program get the one that the check has executed', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', program("new aws.s3.Bucket('files');")));
  const next = await templateVersion('1.3.0', program("new aws.s3.Bucket('files', {});"));
  const names: string[] = [];
  await upgrade(team.dir, next, {
    generate(dir, executed) {
      names.push(...executed.map(({ root }) => path.relative(dir, root)));
      return Promise.resolve(new Map());
    },
  });
  expect(names).toEqual(['infra']);
});

test('a program that fails does not keep the service from its upgrade, and its description stays', async () => {
  const description = { 'docs/infrastructure/README.md': 'Of before.\n' };
  const first = await templateVersion('1.2.0', { ...program("new aws.s3.Bucket('files');"), ...description });
  const team = await stampedTeam(first);
  await team.commit({ 'infra/index.ts': "import 'a-package-of-the-team';\n" });
  const next = await templateVersion('1.3.0', {
    ...program("new aws.s3.Bucket('files');"),
    ...description,
    'infra/new.ts': 'export {};\n',
  });
  const generate: Generate = async dir => {
    await runProgram(path.join(dir, 'infra'));
    return new Map();
  };
  const { problems, outcome } = await upgrade(team.dir, next, { generate });
  expect(outcome).toBe('merged');
  expect(problems).toContainEqual(
    expect.objectContaining({
      rule: 'upgrade-describes-infrastructure',
      message: expect.stringContaining('the package a-package-of-the-team is not installed') as string,
    }),
  );
  expect(await team.show(branch, 'docs/infrastructure/README.md')).toBe('Of before.\n');
});

test('a program that stops midway after the upgrade is not compared with the one before', async () => {
  const team = await stampedTeam(
    await templateVersion('1.2.0', program("new aws.sqs.Queue('a');\nnew aws.s3.Bucket('files');")),
  );
  const next = await templateVersion(
    '1.3.0',
    program("new aws.sqs.Queue('a');\nthrow new Error('midway');\nnew aws.s3.Bucket('files');"),
  );
  const { problems } = await upgrade(team.dir, next);
  const rules = problems.map(({ rule }) => rule);
  expect(rules).toContain('program-executed');
  expect(rules).not.toContain('upgrade-keeps-data');
});
