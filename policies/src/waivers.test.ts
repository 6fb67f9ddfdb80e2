import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { expect, onTestFinished, test } from 'vitest';
import { applyWaivers, readWaivers, unusedWaivers, type Waiver } from './waivers.ts';
import { WaiversError } from './waiversError.ts';

const TODAY = '2026-07-01';
const reason = 'The migration of the old office needs it until it is done.';

/** The content of a waivers file with one waiver. */
const waiverFile = (more: object = {}) =>
  JSON.stringify([{ rule: 'database-not-public', resource: 'orders', reason, until: '2026-12-31', ...more }]);

async function folderWith(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-waivers-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(dir, file), content);
  return dir;
}

async function read(content: string): Promise<Waiver[]> {
  const dir = await folderWith({ 'policy-waivers.yaml': content });
  return readWaivers(dir, ['database-not-public'], TODAY);
}

async function errorOf(content: string): Promise<WaiversError> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof WaiversError) return error;
    throw error;
  }
  throw new Error('The waivers are valid.');
}

const failed: Diagnostic = {
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'fail',
  subject: { type: 't', name: 'orders', urn: 'urn:orders' },
  location: { file: 'index.ts', line: 2 },
  message: 'It is open.',
  fix: 'Close it.',
};

const waiverOf = (more: Partial<Waiver> = {}): Waiver => ({
  rule: 'database-not-public',
  resource: 'orders',
  reason,
  until: '2026-12-31',
  line: 1,
  ...more,
});

test('a folder without the file has no waivers', async () => {
  expect(await readWaivers(await folderWith({}), [], TODAY)).toEqual([]);
});

test('a file of comments has no waivers', async () => {
  expect(await read('# none today\n')).toEqual([]);
});

test('a waiver has the line of its entry', async () => {
  const waiver = `- rule: database-not-public\n  resource: orders\n  reason: ${reason}\n  until: '2026-12-31'\n`;
  const waivers = await read(`# why\n${waiver}${waiver}`);
  expect(waivers.map(({ line }) => line)).toEqual([2, 6]);
});

test('a waiver may last a year to the day', async () => {
  expect(await read(waiverFile({ until: '2027-07-01' }))).toMatchObject([{ until: '2027-07-01', line: 1 }]);
});

test.each([
  ['no reason', waiverFile({ reason: undefined }), 'reason is missing'],
  ['a short reason', waiverFile({ reason: 'because' }), 'reason has 7 characters; at least 20 are required'],
  ['an unknown rule', waiverFile({ rule: 'database-public' }), 'database-public is not a rule that'],
  ['an end too far away', waiverFile({ until: '2027-07-02' }), 'until is after 2027-07-01'],
  ['an end that is not a date', waiverFile({ until: 'soon' }), 'until is not a date'],
  [
    'a day that the month does not have',
    waiverFile({ until: '2027-02-30' }),
    'until is not a date: 2027-02-30 does not exist',
  ],
  [
    'a month that does not exist',
    waiverFile({ until: '2026-13-01' }),
    'until is not a date: 2026-13-01 does not exist',
  ],
  ['an unknown field', waiverFile({ who: 'me' }), 'who is not a known key'],
  ['a string instead of fields', '- one\n', 'the waiver is a string, but must be an object'],
  ['an object instead of a list', 'rule: x\n', 'the list of waivers is an object, but must be a list'],
  ['invalid YAML', '- [a\n', 'the file is not valid YAML'],
  ['two documents', '[]\n---\n[]\n', 'the file is not valid YAML'],
])('%s is an error', async (_case, content, message) => {
  const error = await errorOf(content);
  expect(error.message).toMatch(/^policy-waivers\.yaml:\d+: The waivers are not valid: /);
  expect(error.message).toContain(message);
});

test('an error has a diagnostic that blocks for each problem', async () => {
  const { diagnostics } = await errorOf(waiverFile({ reason: 'because', until: 'soon' }));
  expect(diagnostics).toHaveLength(2);
  for (const diagnostic of diagnostics)
    expect(diagnostic).toMatchObject({
      rule: 'waivers-valid',
      severity: 'error',
      verdict: 'fail',
      location: { file: 'policy-waivers.yaml', line: 1 },
    });
});

test('every problem is reported at its own line', async () => {
  const content = `- rule: database-not-public
  resource: orders
  reason: because
  until: soon
- rule: database-not-public
  resource: orders
  who: me
`;
  const { message } = await errorOf(content);
  const problems = [...message.matchAll(/^policy-waivers\.yaml:(\d+): The waivers are not valid: (\w+)/gm)];
  expect(problems.map(([, line, field]) => `${line} ${field}`).sort()).toEqual([
    '3 reason',
    '4 until',
    '5 reason',
    '5 until',
    '7 who',
  ]);
});

test('a waived failure has the reason and nothing to fix', () => {
  const { fix, ...rest } = failed;
  expect(applyWaivers([failed], [waiverOf()], TODAY)).toEqual([
    { ...rest, verdict: 'waived', message: `Waived until 2026-12-31: ${reason}` },
  ]);
});

test('a waiver may name the URN of the resource', () => {
  const waiver = waiverOf({ resource: 'urn:orders' });
  expect(applyWaivers([failed], [waiver], TODAY)).toMatchObject([{ verdict: 'waived' }]);
});

test('a waiver applies on its last day', () => {
  const waiver = waiverOf({ until: TODAY });
  expect(applyWaivers([failed], [waiver], TODAY)).toMatchObject([{ verdict: 'waived' }]);
});

test('a failure whose waiver has expired fails', () => {
  expect(applyWaivers([failed], [waiverOf({ until: '2026-06-30' })], TODAY)).toMatchObject([
    { verdict: 'fail', message: 'It is open. Its waiver expired on 2026-06-30.', fix: 'Close it.' },
  ]);
});

test.each(['before', 'after'])('a renewal %s the expired waiver counts', position => {
  const expired = waiverOf({ until: '2026-06-30' });
  const waivers = position === 'before' ? [waiverOf(), expired] : [expired, waiverOf()];
  expect(applyWaivers([failed], waivers, TODAY)).toMatchObject([
    { verdict: 'waived', message: `Waived until 2026-12-31: ${reason}` },
  ]);
});

test('a waiver does not apply to another rule or resource', () => {
  const others = [waiverOf({ rule: 'private-subnets' }), waiverOf({ resource: 'other' })];
  expect(applyWaivers([failed], others, TODAY)).toEqual([failed]);
});

test('a waiver does not apply to a pass', () => {
  const passed: Diagnostic = { ...failed, verdict: 'pass' };
  expect(applyWaivers([passed], [waiverOf()], TODAY)).toEqual([passed]);
});

test('an unverifiable diagnostic can be waived', () => {
  const { rule, subject, location } = failed;
  expect(applyWaivers([{ ...failed, verdict: 'unverifiable' }], [waiverOf()], TODAY)).toMatchObject([
    { verdict: 'waived', rule, subject, location },
  ]);
});

test('an unused waiver is a warning at its line', () => {
  expect(unusedWaivers([failed], [waiverOf(), waiverOf({ resource: 'gone', line: 7 })])).toMatchObject([
    {
      rule: 'waivers-valid',
      verdict: 'fail',
      severity: 'warning',
      location: { file: 'policy-waivers.yaml', line: 7 },
      message: 'The waiver is not needed: no resource gone fails the rule database-not-public.',
    },
  ]);
});
