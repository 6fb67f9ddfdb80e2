import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { type CheckReport, checkRepository } from '@goldpath/plugin-goldpath-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkExamples, createCheckAction } from './check.ts';

type Result = CheckReport['results'][number];
type CheckOptions = Parameters<typeof checkRepository>[1];

let workspacePath: string;
let log: string[];

beforeEach(async () => {
  log = [];
  workspacePath = await mkdtemp(path.join(os.tmpdir(), 'goldpath-check-'));
});

afterEach(() => rm(workspacePath, { recursive: true, force: true }));

function run(
  check?: (dir: string) => Promise<CheckReport>,
  input: { describe?: boolean } = {},
): Promise<void> {
  const say = (line: string) => void log.push(line);
  const logger: LoggerService = { error: say, warn: say, info: say, debug: say, child: () => logger };
  return createCheckAction(check).handler({ ...createMockActionContext({ workspacePath, input }), logger });
}

const result = (change: Partial<Result>): Result => ({
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'pass',
  resource: { type: 'aws:rds/instance:Instance', name: 'database', urn: 'urn:pulumi:database' },
  location: { file: 'infra/database.ts', line: 12 },
  message: 'The database is publicly accessible.',
  remedy: 'Set publiclyAccessible to false.',
  ...change,
});

const reporting =
  (...results: Result[]) =>
  async (): Promise<CheckReport> => {
    const summary: CheckReport['summary'] = {
      pass: 0,
      fail: 0,
      unverifiable: 0,
      'not-applicable': 0,
      waived: 0,
    };
    for (const { verdict } of results) summary[verdict] += 1;
    return { results, summary };
  };

test.each(checkExamples)('example: $description', async ({ example }) => {
  const [step] = parse(example).steps;
  expect(step.action).toBe(createCheckAction().id);
  const descriptor = `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: orders }
spec: { owner: group:default/platform }
`;
  await writeFile(path.join(workspacePath, 'catalog-info.yaml'), descriptor);
  await expect(run(undefined, step.input)).rejects.toThrow(/program-executed: .*\(infra\/Pulumi\.yaml:1\): /);
  expect(log.join('\n')).toMatch(/✓ catalog-entity-valid +1 passed/);
});

test('the infrastructure of a sound program is drawn and priced, when that is asked for', async () => {
  await mkdir(path.join(workspacePath, 'infra'));
  const files = {
    'catalog-info.yaml':
      'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: shop }\nspec: { owner: a }\n',
    'infra/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    'infra/index.ts': "import * as aws from '@pulumi/aws';\nnew aws.secretsmanager.Secret('token');\n",
  };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(workspacePath, file), text);
  const onProgram = (dir: string, options: CheckOptions = {}) =>
    checkRepository(path.join(dir, 'infra'), options);
  await run(onProgram);
  expect(await readdir(workspacePath)).not.toContain('docs');
  await run(onProgram, { describe: true });
  const folder = path.join(workspacePath, 'docs/infrastructure');
  expect(await readdir(folder)).toEqual(['README.md', 'dev.svg']);
  expect(await readFile(path.join(folder, 'README.md'), 'utf8')).toMatch(
    /!\[.*\]\(dev\.svg\)[^]*\*\*Total\*\*/,
  );
});

test('a file of the repository that does not parse fails the step with its place, and no stack trace', async () => {
  await writeFile(path.join(workspacePath, 'catalog-info.yaml'), 'kind: [\n');
  const error = await run().then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error?.message).toMatch(/catalog-info\.yaml:\d+/);
  expect(error?.stack).toBe(`InputError: ${error?.message}`);
});

test.each(['fail', 'unverifiable'] as const)(
  'the verdict %s of an error names rule, resource, place, what is so and what to do',
  async verdict => {
    await expect(run(reporting(result({}), result({ verdict })))).rejects.toThrow(
      'database-not-public: aws:rds/instance:Instance database (infra/database.ts:12): The database is publicly accessible. Set publiclyAccessible to false.',
    );
  },
);

test.each([
  ['a warning that failed', result({ severity: 'warning', verdict: 'fail' })],
  ['a rule that was waived', result({ verdict: 'waived' })],
  ['a rule that has nothing to look at', result({ verdict: 'not-applicable' })],
])('%s lets the task go on', async (_case, finding) => {
  await run(reporting(finding));
});

test('many failures are counted, the first are named, and all are in the log', async () => {
  const failures = Array.from({ length: 7 }, (_, index) =>
    result({ verdict: 'fail', location: { file: 'infra/database.ts', line: 100 + index } }),
  );
  await expect(run(reporting(...failures))).rejects.toThrow(/7 problems[^]*:104\)[^]*and 2 more/);
  expect(log.join('\n')).toContain('infra/database.ts:106');
});

test('the log never has a line break inside a line', async () => {
  await run(reporting(result({})));
  expect(log.length).toBeGreaterThan(0);
  expect(log.filter(line => line.includes('\n'))).toEqual([]);
});

test('a program that cannot be executed is told without a stack trace', async () => {
  const broken = Object.assign(new Error('infra/index.ts:3: the program throws; mend it.'), {
    name: 'ProgramError',
  });
  await expect(run(() => Promise.reject(broken))).rejects.toMatchObject({
    stack: 'InputError: infra/index.ts:3: the program throws; mend it.',
  });
});
