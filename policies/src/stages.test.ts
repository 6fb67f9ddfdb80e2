import { expect, test } from 'vitest';
import type { CheckResult } from './result.ts';
import { mergeStages } from './stages.ts';

const found = (stage: string, more: Partial<CheckResult> = {}): CheckResult => ({
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'fail',
  resource: { type: 't', name: 'orders', urn: `urn:pulumi:${stage}::shop::t::orders` },
  stages: [stage],
  location: { file: 'index.ts', line: 2 },
  message: 'It is open.',
  remedy: 'Close it.',
  ...more,
});

const stagesOf = (...results: CheckResult[]) => mergeStages(results).map(({ stages }) => stages);

test('what is so in several stages is told once, with their names and the URN of the first', () => {
  expect(mergeStages([found('dev'), found('prod')])).toEqual([{ ...found('dev'), stages: ['dev', 'prod'] }]);
});

test('the results keep their order', () => {
  const other = (stage: string) => found(stage, { rule: 'private-subnets' });
  const merged = mergeStages([found('dev'), other('dev'), found('prod'), other('prod')]);
  expect(merged.map(({ rule }) => rule)).toEqual(['database-not-public', 'private-subnets']);
});

test.each<[string, Partial<CheckResult>]>([
  ['verdict', { verdict: 'unverifiable' }],
  ['message', { message: 'It is wide open.' }],
  ['line', { location: { file: 'index.ts', line: 3 } }],
  ['rule', { rule: 'private-subnets' }],
])('results with another %s are told apart', (_what, more) => {
  expect(stagesOf(found('dev'), found('prod', more))).toEqual([['dev'], ['prod']]);
});

test('resources with one name in two components are told apart', () => {
  const inside = { type: 't', name: 'orders', urn: 'urn:pulumi:prod::shop::shop:Store$t::orders' };
  expect(stagesOf(found('dev'), found('prod', { resource: inside }))).toEqual([['dev'], ['prod']]);
});

test('what belongs to no stage stays as it is', () => {
  const { stages: _none, ...result } = found('dev');
  expect(mergeStages([result])).toEqual([result]);
});
