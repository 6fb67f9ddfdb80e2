import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { writeTree } from '@goldpath/files';
import { isBlocking } from '@goldpath/diagnostics';
import { checkRepository } from '@goldpath/repository-check';
import { loadTemplate, skeletonAnswers, stampTree } from '@goldpath/template';
import { lint } from '@goldpath/template-lint';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../root.mjs';
import { planAction } from './action.ts';
import { applyPlan } from './apply.ts';
import { planCheck } from './check.ts';
import { planLintRule } from './lintRule.ts';
import { planRule } from './rule.ts';
import { planTemplate } from './template.ts';

const run = promisify(execFile);

/** The workspaces that generators write into. */
const workspaces = [
  'packages/repository-check',
  'packages/template-lint',
  'plugins/scaffolder-backend-module-goldpath',
  'policies',
];

const configuration = [
  'eslint.config.js',
  '.prettierrc.json',
  'package.json',
  'tools/vitest',
  'tsconfig.json',
  'vitest.config.ts',
];

interface TestReport {
  numTotalTests: number;
  numPassedTests: number;
  testResults: unknown[];
}

let copy: string;
let written: string[];
/** The generated code and what it imports, for the types and for the lint, since it takes long to load. */
let program: ts.Program;

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'goldpath-new-'));
  await copyRepository();
  const plans = [
    planRule('rule-generated'),
    planLintRule('step-id-descriptive'),
    planCheck('readme-present'),
    planAction('write-notes'),
    await planTemplate('tiny-service'),
  ];
  written = [];
  for (const plan of plans) written.push(...(await applyPlan(copy, plan)));
  program = createProgram();
});

afterAll(() => rm(copy, { recursive: true, force: true }));

/** Copies the sources that generators edit, with links to what is installed. */
async function copyRepository(): Promise<void> {
  const isSource = (file: string) => !/\/(node_modules|dist)$/.test(file);
  for (const file of [...configuration, ...workspaces]) {
    await cp(path.join(root, file), path.join(copy, file), { recursive: true, filter: isSource });
  }
  for (const folder of ['.', ...workspaces]) {
    const installed = path.join(root, folder, 'node_modules');
    if (existsSync(installed)) await symlink(installed, path.join(copy, folder, 'node_modules'));
  }
}

/** Runs a tool of this repository in the copy. */
async function tool(name: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(path.join(root, 'node_modules/.bin', name), args, { cwd: copy }).catch(
    (error: Error & { stdout?: string }) => {
      throw new Error(`${error.message}\n${error.stdout}`);
    },
  );
  return stdout;
}

/** Runs tests in the copy and returns their report. */
async function runTests(...args: string[]): Promise<TestReport> {
  const report = path.join(copy, 'report.json');
  await tool('vitest', 'run', '--reporter=json', `--outputFile=${report}`, ...args);
  return JSON.parse(await readFile(report, 'utf8')) as TestReport;
}

/** Compiles the generated code alone: a repository's types are checked by `npm run typecheck`. */
function createProgram(): ts.Program {
  const { config } = ts.readConfigFile(path.join(copy, 'tsconfig.json'), file => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, copy);
  const files = code().map(file => path.join(copy, file));
  return ts.createProgram(files, { ...options, incremental: false, tsBuildInfoFile: undefined });
}

const code = () => written.filter(file => file.endsWith('.ts') && !file.startsWith('templates/'));

test('the generated code has the right types', () => {
  const problems = code().flatMap(file => {
    const source = program.getSourceFile(path.join(copy, file));
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('the generated code is formatted and has no lint findings', async () => {
  const created = code().filter(file => !existsSync(path.join(root, file)));
  await expect(tool('prettier', '--check', '--ignore-unknown', ...written)).resolves.toContain('All matched');
  const overrideConfig = { languageOptions: { parserOptions: { programs: [program], project: null } } };
  const results = await new ESLint({ cwd: copy, overrideConfig }).lintFiles(created);
  expect(results.map(({ filePath }) => path.relative(copy, filePath)).sort()).toEqual(created.sort());
  expect(results.flatMap(({ messages }) => messages)).toEqual([]);
});

test('the generated tests pass', async () => {
  const tests = code().filter(file => file.endsWith('.test.ts'));
  const { testResults, numPassedTests, numTotalTests } = await runTests(...tests);
  expect(testResults).toHaveLength(tests.length);
  expect(numPassedTests).toBe(numTotalTests);
});

test('the examples and the case of the generated lint rule pass', async () => {
  const source = 'packages/template-lint/src';
  const tests = [`${source}/lintRules.test.ts`, `${source}/corpus.test.ts`];
  const { numPassedTests } = await runTests('-t', 'step-id-descriptive', ...tests);
  expect(numPassedTests).toBe(4);
});

test.each([
  ['policies/src/pack.ts', 'streamEncrypted }'],
  ['packages/template-lint/src/rules/steps/stepRules.ts', 'stepIdDescriptive'],
  ['packages/repository-check/src/checks.ts', 'readmePresentCheck,'],
  ['plugins/scaffolder-backend-module-goldpath/src/actions/goldpathActions.ts', 'createWriteNotesAction(),'],
])('%s lists %s', async (file, entry) => {
  expect(await readFile(path.join(copy, file), 'utf8')).toContain(entry);
});

test('the generated template has no lint findings', async () => {
  const { diagnostics } = await lint(['templates/tiny-service'], { folder: copy });
  expect(diagnostics).toEqual([]);
});

test('the generated template returns its skeleton for the answers of the skeleton', async () => {
  const template = await loadTemplate(path.join(copy, 'templates/tiny-service'));
  const stamped = stampTree(template, skeletonAnswers(template));
  const changed = [...template.skeleton].filter(
    ([file, { content }]) => !stamped.get(file)?.content.equals(content),
  );
  expect(changed).toEqual([]);
});

test('a repository that is stamped from the generated template passes the check', async () => {
  const template = await loadTemplate(path.join(copy, 'templates/tiny-service'));
  for (const { name, answers } of template.samples) {
    const folder = path.join(copy, 'stamped', name);
    await writeTree(stampTree(template, answers), folder);
    expect((await checkRepository(folder)).filter(isBlocking)).toEqual([]);
  }
});

test('the tests of the generated skeleton pass', async () => {
  const skeleton = path.join(copy, 'templates/tiny-service/skeleton');
  await expect(run('npm', ['test'], { cwd: skeleton })).resolves.toMatchObject({
    stdout: expect.stringContaining('pass 1') as string,
  });
});

test('the generated skeleton follows its own ESLint configuration', async () => {
  const skeleton = path.join(copy, 'templates/tiny-service/skeleton');
  await expect(tool('eslint', '--config', `${skeleton}/eslint.config.js`, skeleton)).resolves.toBe('');
});

test('the next steps of the generated template name its tests and the page', async () => {
  const { next } = await planTemplate('tiny-service');
  expect(next.join('\n')).toMatch(
    /docs\/writing-a-template\.md[^]*npm run lint[^]*templates\.integration\.test\.ts/,
  );
});

test('existing files are never overwritten', async () => {
  await expect(applyPlan(copy, planRule('rule-generated'))).rejects.toThrow(
    'policies/src/rules/rule-generated.ts exists already; choose another name.',
  );
});
