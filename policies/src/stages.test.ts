import { expect, test } from 'vitest';
import type { Diagnostic } from '@goldpath/diagnostics';
import { mergeStages } from './stages.ts';

const found = (stage: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'fail',
  subject: { type: 't', name: 'orders', urn: `urn:pulumi:${stage}::shop::t::orders` },
  stages: [stage],
  location: { file: 'index.ts', line: 2 },
  message: 'It is open.',
  fix: 'Close it.',
  ...more,
});

const stagesOf = (...results: Diagnostic[]) => mergeStages(results).map(({ stages }) => stages);

test('equal diagnostics of several stages are merged, with their stages and the URN of the first', () => {
  expect(mergeStages([found('dev'), found('prod')])).toEqual([{ ...found('dev'), stages: ['dev', 'prod'] }]);
});

test('the diagnostics keep their order', () => {
  const other = (stage: string) => found(stage, { rule: 'private-subnets' });
  const merged = mergeStages([found('dev'), other('dev'), found('prod'), other('prod')]);
  expect(merged.map(({ rule }) => rule)).toEqual(['database-not-public', 'private-subnets']);
});

test.each<[string, Partial<Diagnostic>]>([
  ['verdict', { verdict: 'unverifiable' }],
  ['message', { message: 'It is wide open.' }],
  ['line', { location: { file: 'index.ts', line: 3 } }],
  ['rule', { rule: 'private-subnets' }],
])('diagnostics with another %s are not merged', (_what, more) => {
  expect(stagesOf(found('dev'), found('prod', more))).toEqual([['dev'], ['prod']]);
});

test('diagnostics of resources with the same name in two components are not merged', () => {
  const inside = { type: 't', name: 'orders', urn: 'urn:pulumi:prod::shop::shop:Store$t::orders' };
  expect(stagesOf(found('dev'), found('prod', { subject: inside }))).toEqual([['dev'], ['prod']]);
});

test('a diagnostic without a stage is kept as it is', () => {
  const { stages: _none, ...result } = found('dev');
  expect(mergeStages([result])).toEqual([result]);
});
