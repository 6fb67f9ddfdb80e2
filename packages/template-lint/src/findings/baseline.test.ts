import type { Diagnostic } from '@goldpath/diagnostics';
import { expect, test } from 'vitest';
import { applyBaseline, baselineOf, formatBaseline, parseBaseline } from './baseline.ts';

const finding = (file: string, line: number, message = 'It is missing.'): Diagnostic => ({
  rule: 'a-rule',
  severity: 'error',
  location: { file, line, column: 1 },
  message,
  fix: 'Add it.',
});
const same = (file: string) => file;

const written = (findings: Diagnostic[]) => parseBaseline(formatBaseline(baselineOf(findings, same)));

test('findings that moved to other lines are accepted', () => {
  const entries = written([finding('a', 1), finding('a', 5, 'See line 1.')]);
  const { left, accepted, outdated } = applyBaseline(
    [finding('a', 11), finding('a', 15, 'See line 11.')],
    entries,
    same,
  );
  expect({ left, accepted, outdated }).toEqual({ left: [], accepted: 2, outdated: [] });
});

test('a second finding of the same kind in a file is new', () => {
  const { left } = applyBaseline([finding('a', 1), finding('a', 2)], written([finding('a', 1)]), same);
  expect(left).toEqual([finding('a', 2)]);
});

test('the same finding in another file is new', () => {
  const { left } = applyBaseline([finding('b', 1)], written([finding('a', 1)]), same);
  expect(left).toEqual([finding('b', 1)]);
});

test('entries whose findings are fixed are outdated', () => {
  const { outdated } = applyBaseline([finding('a', 1)], written([finding('a', 1), finding('b', 1)]), same);
  expect(outdated).toMatchObject([{ file: 'b', count: 1 }]);
});

test('what cannot be determined is neither written nor accepted', () => {
  const unknown: Diagnostic = { ...finding('a', 1), severity: 'unknown' };
  expect(baselineOf([unknown], same)).toEqual([]);
  expect(applyBaseline([unknown], written([finding('a', 1)]), same).left).toEqual([unknown]);
});

test('a baseline has a line for each entry, in the same order for the same findings', () => {
  const findings = [finding('b', 1), finding('a', 2), finding('a', 1)];
  const text = formatBaseline(baselineOf(findings, same));
  expect(text).toBe(formatBaseline(baselineOf(findings.toReversed(), same)));
  expect(text.split('\n')).toHaveLength(7);
  expect(parseBaseline(formatBaseline([]))).toEqual([]);
});

test.each([
  ['[', /^is not JSON \(.*\); write it with --write-baseline$/],
  ['{}', /^findings is missing; write it with /],
  ['{"findings":[{"rule":"a","file":"b","message":"c","count":0}]}', /^findings\.0\.count /],
])('%s is not a baseline', (text, message) => {
  expect(() => parseBaseline(text)).toThrow(message);
});
