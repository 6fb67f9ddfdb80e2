import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { goldpathIn } from './testing/goldpath.ts';

const goldpath = (...args: string[]) => goldpathIn(tmpdir(), args);

test.each([
  [['chek'], "unknown command 'chek'"],
  [['check'], "missing required argument 'path'"],
  [['check', 'a', 'b'], 'too many arguments'],
  [['stamp', 'x', '--to', 'y'], "required option '--answers <file>' not specified"],
  [['check', '.', '--fast'], "unknown option '--fast'"],
  [
    ['check', '.', '--stage', 'dev', '--stage', 'prod'],
    "option '--stage' is given as 'dev' and as 'prod'; give it once",
  ],
  [
    ['lint', '.', '--max-warnings', '1', '--max-warnings=2'],
    "option '--max-warnings' is given as '1' and as '2'; give it once",
  ],
  [['check', '.', '--write-baseline'], '--write-baseline needs --baseline <file>'],
  [[], 'Usage: goldpath'],
])('%j is wrong usage', async (args, message) => {
  const { code, stdout, stderr } = await goldpath(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('help is a result', async () => {
  const { code, stdout, stderr } = await goldpath('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: goldpath');
});

test('help of check describes the formats, the exit codes and the waivers', async () => {
  const { code, stdout } = await goldpath('check', '--help');
  expect(code).toBe(0);
  for (const part of ['sarif', 'Exit codes:', 'policy-waivers.yaml', '--stage prod']) {
    expect(stdout).toContain(part);
  }
});

test('rules lists every rule with its title', async () => {
  const { code, stdout } = await goldpath('rules');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^private-subnets +error +\S.*\.$/m);
  expect(stdout).toMatch(/^workflow-valid +error /m);
});

test('check --explain explains a rule', async () => {
  const { code, stdout } = await goldpath('check', '--explain', 'nat-per-zone');
  expect(code).toBe(0);
  for (const part of [
    'nat-per-zone (warning)',
    'Why: ',
    'Fix: ',
    'new aws.ec2.NatGateway(',
    'See:   https://',
  ]) {
    expect(stdout).toContain(part);
  }
});

test('check --explain of an unknown rule suggests the closest', async () => {
  const { code, stderr } = await goldpath('check', '--explain', 'private-subnet');
  expect(code).toBe(2);
  expect(stderr).toContain('there is no rule private-subnet; the closest is private-subnets');
});

test.each(['check', 'lint'])('the help of %s explains a rule that exists', async command => {
  const { stdout } = await goldpath(command, '--help');
  const [, rule = ''] = /--explain ([a-z-]+)/.exec(stdout.slice(stdout.indexOf('Examples:'))) ?? [];
  expect(await goldpath(command, '--explain', rule)).toMatchObject({ code: 0, stderr: '' });
});

test('--version, as a process, prints the version', async () => {
  const folder = path.resolve(import.meta.dirname, '..');
  const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const args = [path.join(folder, 'bin/goldpath.mjs'), '--version'];
  expect(await promisify(execFile)(process.execPath, args)).toEqual({ stdout: `${version}\n`, stderr: '' });
});
