import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { root } from './node24.mjs';
import { browserExecutable } from './setup/browser.ts';
import { buildFrontend } from './setup/frontend.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** One command of the test run. */
interface Check {
  title: string;
  cwd: string;
  command: readonly [program: string, ...args: string[]];
  /** set when the command is a vitest run: its JSON report, whose tests are counted one by one */
  report?: string;
}

interface Count {
  passed: number;
  failed: number;
}

const reports = path.join(root, '.cache', 'reports');
const tool = (name: string) => path.join(root, 'node_modules', '.bin', name);

/** The arguments that make vitest write what {@link countOf} reads. */
const reporting = (report: string) => [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
];

function vitestCheck(project: string): Check {
  const report = path.join(reports, `${project}.json`);
  return {
    title: `${project} tests`,
    cwd: root,
    command: [tool('vitest'), 'run', '--project', project, ...reporting(report)],
    report,
  };
}

/** The scripts of a skeleton's own package.json, run where it lies: installation, then lint, types and tests. */
async function skeletonChecks(folder: string): Promise<Check[]> {
  const name = path.relative(path.join(root, 'templates'), folder);
  const { scripts = {} } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const report = path.join(reports, `${name.replaceAll(path.sep, '-')}.json`);
  const check = (title: string, args: string[]): Check => ({
    title: `${name}: ${title}`,
    cwd: folder,
    command: ['npm', ...args],
  });
  return [
    check('npm ci', ['ci', '--no-audit', '--no-fund']),
    ...['lint', 'typecheck']
      .filter(script => script in scripts)
      .map(script => check(script, ['run', script])),
    ...('test' in scripts ? [{ ...check('tests', ['test', '--', ...reporting(report)]), report }] : []),
  ];
}

async function allChecks(): Promise<Check[]> {
  const templates = path.join(root, 'templates');
  const skeletons = (await readdir(templates))
    .flatMap(id => ['skeleton', 'skeleton/infra'].map(part => path.join(templates, id, part)))
    .filter(folder => existsSync(path.join(folder, 'package.json')));
  return [
    { title: 'types', cwd: root, command: [tool('tsc')] },
    { title: 'types of infra', cwd: root, command: [tool('tsc'), '-p', 'infra'] },
    { title: 'format', cwd: root, command: [tool('prettier'), '--check', '--log-level=warn', '.'] },
    vitestCheck('unit'),
    ...(await Promise.all(skeletons.map(skeletonChecks))).flat(),
    vitestCheck('e2e'),
  ];
}

async function countOf(check: Check, code: number): Promise<Count> {
  if (!check.report || !existsSync(check.report))
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(await readFile(check.report, 'utf8'));
  // a file that cannot be loaded fails the run without a failed test
  return { passed: numPassedTests, failed: Math.max(numFailedTests, code === 0 ? 0 : 1) };
}

function run({ command: [program, ...args], cwd }: Check): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled') };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

/** `npm test [word]`: the set-up, then every check (or those whose title holds the word), ending in `N passed, N failed`. */
async function test(word = ''): Promise<void> {
  await step('dependencies', progress => installDependencies('everything', progress));
  await step('frontend', buildFrontend);
  await step('browser', browserExecutable);
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const total: Count = { passed: 0, failed: 0 };
  for (const check of (await allChecks()).filter(({ title }) => title.includes(word))) {
    const begin = performance.now();
    process.stdout.write(`\n▸ ${check.title}\n`);
    const count = await countOf(check, await run(check));
    total.passed += count.passed;
    total.failed += count.failed;
    const time = ((performance.now() - begin) / 1000).toFixed(1);
    process.stdout.write(
      `${count.failed ? '✗' : '✓'} ${check.title}  ${count.passed} passed, ${count.failed} failed  ${time} s\n`,
    );
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

test(process.argv[2]).catch(exitOn);
