import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { type Diagnostic, UserError } from '@goldpath/diagnostics';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkExamples, createCheckAction } from './check.ts';

let workspacePath: string;
let log: string[];

beforeEach(async () => {
  log = [];
  workspacePath = await mkdtemp(path.join(os.tmpdir(), 'goldpath-check-'));
});

afterEach(() => rm(workspacePath, { recursive: true, force: true }));

function run(
  check?: (dir: string) => Promise<Diagnostic[]>,
  input: { describe?: boolean } = {},
  signal?: AbortSignal,
): Promise<void> {
  const add = (line: string) => void log.push(line);
  const logger: LoggerService = { error: add, warn: add, info: add, debug: add, child: () => logger };
  const context = createMockActionContext({ workspacePath, input });
  return createCheckAction(check).handler({ ...context, logger, ...(signal && { signal }) });
}

const result = (change: Partial<Diagnostic>): Diagnostic => ({
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'pass',
  subject: { type: 'aws:rds/instance:Instance', name: 'database', urn: 'urn:pulumi:database' },
  location: { file: 'infra/database.ts', line: 12 },
  message: 'The database is publicly accessible.',
  fix: 'Set publiclyAccessible to false.',
  ...change,
});

const reporting =
  (...diagnostics: Diagnostic[]) =>
  (): Promise<Diagnostic[]> =>
    Promise.resolve(diagnostics);

test.each(checkExamples)('example: $description', async ({ example }) => {
  const { steps } = parse(example) as { steps: [{ action: string; input?: { describe: boolean } }] };
  expect(steps[0].action).toBe(createCheckAction().id);
  const descriptor = `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: orders }
spec: { owner: group:default/platform }
`;
  await writeFile(path.join(workspacePath, 'catalog-info.yaml'), descriptor);
  await expect(run(undefined, steps[0].input)).rejects.toThrow(
    /program-executed: .*\(infra\/Pulumi\.yaml:1\): /,
  );
  expect(log.join('\n')).toMatch(/✓ catalog-entity-valid +1 passed/);
});

test('a file of the repository that does not parse fails the step with its location, without a stack trace', async () => {
  await writeFile(path.join(workspacePath, 'catalog-info.yaml'), 'kind: [\n');
  const error = await run().then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error?.message).toMatch(/catalog-info\.yaml:\d+/);
  expect(error?.stack).toBe(`InputError: ${error?.message}`);
});

test.each(['fail', 'unverifiable'] as const)(
  'the verdict %s of an error is reported with rule, subject, location, message and fix',
  async verdict => {
    await expect(run(reporting(result({}), result({ verdict })))).rejects.toThrow(
      'database-not-public: aws:rds/instance:Instance database (infra/database.ts:12): The database is publicly accessible. Set publiclyAccessible to false.',
    );
  },
);

test.each([
  ['a warning that failed', result({ severity: 'warning', verdict: 'fail' })],
  ['a rule that was waived', result({ verdict: 'waived' })],
  ['a rule that is not applicable', result({ verdict: 'not-applicable' })],
])('%s does not stop the task', async (_case, diagnostic) => {
  await expect(run(reporting(diagnostic))).resolves.toBeUndefined();
});

test('many problems are counted, the first are listed, and all are in the log', async () => {
  const problems = Array.from({ length: 7 }, (_, index) =>
    result({ verdict: 'fail', location: { file: 'infra/database.ts', line: 100 + index } }),
  );
  await expect(run(reporting(...problems))).rejects.toThrow(/7 problems[^]*:104\)[^]*and 2 more/);
  expect(log.join('\n')).toContain('infra/database.ts:106');
});

test('a line of the log has no line break', async () => {
  await run(reporting(result({})));
  expect(log.length).toBeGreaterThan(0);
  expect(log.filter(line => line.includes('\n'))).toEqual([]);
});

test('a diagnostic without a subject is reported', async () => {
  const { subject: _, ...diagnostic } = result({ verdict: 'fail' });
  await expect(run(reporting(diagnostic))).rejects.toThrow(
    'database-not-public: (infra/database.ts:12): The database',
  );
});

test('a program that cannot be executed is reported without a stack trace', async () => {
  const broken = new UserError('infra/index.ts:3: the program throws; fix it.');
  await expect(run(() => Promise.reject(broken))).rejects.toMatchObject({
    stack: 'InputError: infra/index.ts:3: the program throws; fix it.',
  });
});

test('a check that was cancelled reports that, and no problem', async () => {
  const stopped = (): Promise<Diagnostic[]> => Promise.reject(new DOMException('stopped', 'AbortError'));
  await expect(run(stopped, {}, AbortSignal.abort())).rejects.toThrow('The step was cancelled.');
  expect(log).toEqual([]);
});
