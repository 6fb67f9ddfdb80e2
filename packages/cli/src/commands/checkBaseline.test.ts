import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { expect, onTestFinished, test } from 'vitest';
import { acceptByBaseline } from './checkBaseline.ts';

const problem = (name: string, line: number, values: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: 'queue-encrypted',
  severity: 'error',
  verdict: 'fail',
  location: { file: 'index.ts', line },
  subject: { type: 'aws:sqs/queue:Queue', name },
  message: 'The queue does not encrypt its messages.',
  ...values,
});

async function accepted(today: readonly Diagnostic[], later: readonly Diagnostic[]) {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-baseline-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const baseline = path.join(dir, 'accepted.json');
  await acceptByBaseline(today, dir, { baseline, writeBaseline: true });
  return acceptByBaseline(later, dir, { baseline });
}

test('the problems of today are accepted on other lines, and a new one is reported', async () => {
  const later = [problem('orders', 7), problem('carts', 9)];
  const { left, notes } = await accepted([problem('orders', 2)], later);
  expect(left).toEqual([later[1]]);
  expect(notes).toEqual([expect.stringMatching(/accepted\.json: 1 problems accepted$/)]);
});

test('what passes stays in the report', async () => {
  const passed = problem('orders', 2, { verdict: 'pass' });
  expect((await accepted([passed], [passed])).left).toEqual([passed]);
});

test.each(['program-executed', 'terraform-evaluated', 'waivers-valid'])(
  'a problem of %s is never accepted',
  async rule => {
    const stopped = problem('infra', 1, { rule });
    expect((await accepted([stopped], [stopped])).left).toEqual([stopped]);
  },
);

test('a fixed problem asks for a new baseline', async () => {
  const { notes } = await accepted([problem('orders', 2)], []);
  expect(notes).toEqual([expect.stringContaining('1 of its entries are fixed')]);
});
