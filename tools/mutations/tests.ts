import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';

interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; title: string }[];
  }[];
}

/** Files of one run: loading Pulumi's packages takes seconds, and the memory of each file is kept until the run ends. */
const FILES_IN_A_RUN = 60;

/**
 * Returns the failing tests of each copy of the program, by the folder of the copy.
 *
 * @param folder - contains the copies
 * @param files - paths of the test files to run, relative to it
 */
export async function failedTests(folder: string, files: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let first = 0; first < files.length; first += FILES_IN_A_RUN) {
    process.stderr.write(`  ${first} of ${files.length} files\n`);
    for (const { name, status, message, assertionResults } of await runTests(
      folder,
      files.slice(first, first + FILES_IN_A_RUN),
    )) {
      const failed = assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ title }) => `${path.basename(name)}: ${title}`);
      // a file that cannot be loaded, or cannot prepare its tests, has no failed test
      if (status === 'failed' && failed.length === 0)
        failed.push(`${path.basename(name)}: ${message.split('\n')[0]}`);
      const dir = path.dirname(name);
      found.set(dir, [...(found.get(dir) ?? []), ...failed]);
    }
  }
  return found;
}

async function runTests(folder: string, files: string[]): Promise<Report['testResults']> {
  const report = path.join(folder, 'report.json');
  await writeFile(path.join(folder, 'vitest.config.mjs'), configurationFor(files));
  await run(['run', '--root', folder, '--reporter=json', `--outputFile=${report}`]);
  return (JSON.parse(await readFile(report, 'utf8')) as Report).testResults;
}

/** The copies share the loaded modules. */
function configurationFor(include: string[]): string {
  const test = {
    include,
    isolate: false,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  };
  return `export default ${JSON.stringify({ test })};\n`;
}

/** Runs vitest; failing tests are expected here. */
function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [vitest, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', code =>
      code === 0 || code === 1 ? resolve() : reject(new Error(`vitest exited with code ${code}`)),
    );
  });
}
