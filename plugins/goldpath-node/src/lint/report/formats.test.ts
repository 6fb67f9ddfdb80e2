import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import sarifSchema from '../../testing/sarif.schema.json' with { type: 'json' };
import type { LintRule } from '../rule.ts';
import { lintRules } from '../rules/rules.ts';
import { unifiedDiff } from './diff.ts';
import { type LintFormat, writeLintReport } from './format.ts';
import { finding, reportOf } from './report.fixture.ts';

const rule: LintRule = {
  id: 'unknown-action',
  title: 'Every action is one that the portal has.',
  why: 'The task fails at that step.',
  severity: 'error',
  example: { bad: 'steps: [{ action: none }]', good: 'steps: []' },
  check: () => [],
};

const all = reportOf(
  finding({ file: 'my templates/a.yaml', message: 'At 100%: a, b.', fix: 'Do\nthis.' }),
  finding({ severity: 'warning', file: '/elsewhere/a.yaml' }),
  finding({ severity: 'unknown', rule: 'of-nobody', edits: [{ path: '/a', start: 0, end: 1, text: '' }] }),
);

const write = (format: LintFormat, run = all, rules: readonly LintRule[] = [rule]) =>
  writeLintReport(run, format, rules, { lineOf: () => undefined });

test('JSON has the findings without their edits, and numbers', () => {
  const { findings, summary } = JSON.parse(write('json'));
  expect(findings[2]).toEqual(finding({ severity: 'unknown', rule: 'of-nobody' }));
  expect(Object.keys(findings[0])).toEqual(['rule', 'severity', 'file', 'line', 'column', 'message', 'fix']);
  expect(summary).toEqual({ templates: 1, error: 1, warning: 1, unknown: 1 });
});

test('SARIF keeps to the specification', () => {
  const validate = new Ajv({ allErrors: true }).compile(sarifSchema);
  for (const text of [write('sarif'), write('sarif', reportOf(), lintRules)]) {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  }
});

test('SARIF tells each finding at its line and column', () => {
  const [{ results }] = JSON.parse(write('sarif')).runs;
  expect(results.map(({ level }: { level: string }) => level)).toEqual(['error', 'warning', 'note']);
  expect(results[0]).toMatchObject({
    ruleId: 'unknown-action',
    ruleIndex: 0,
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20templates/a.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 2, startColumn: 11 },
        },
      },
    ],
  });
  expect(results[1].locations[0].physicalLocation.artifactLocation).toEqual({
    uri: 'file:///elsewhere/a.yaml',
  });
  expect(results[2]).not.toHaveProperty('ruleIndex');
});

test('a finding keeps its fingerprint when its line moves; one like it has another', () => {
  const printsOf = (...lines: number[]) => {
    const run = reportOf(...lines.map(line => finding({ line })));
    const [{ results }] = JSON.parse(write('sarif', run)).runs;
    return results.map((each: { partialFingerprints: object }) => each.partialFingerprints);
  };
  expect(printsOf(12, 40)).toEqual(printsOf(2, 11));
  expect(new Set(printsOf(2, 11).map(JSON.stringify)).size).toBe(2);
});

test('SARIF has the rules with their help', () => {
  const [{ tool }] = JSON.parse(write('sarif')).runs;
  expect(tool.driver.rules).toEqual([
    expect.objectContaining({
      id: 'unknown-action',
      shortDescription: { text: 'Every action is one that the portal has.' },
      defaultConfiguration: { level: 'error' },
      help: {
        text: expect.stringContaining('The task fails'),
        markdown: expect.stringContaining('```yaml\nsteps: [{ action: none }]\n```'),
      },
    }),
  ]);
});

test('a workflow command tells line and column, with everything escaped that would end it', () => {
  expect(write('github').split('\n')).toEqual([
    '::error file=my templates/a.yaml,line=2,col=11,title=unknown-action::At 100%25: a, b.%0ADo%0Athis.',
    '::warning file=/elsewhere/a.yaml,line=2,col=11,title=unknown-action::There is no action fetch:templat.%0AWrite fetch:template.',
    '::notice file=mine/template.yaml,line=2,col=11,title=of-nobody::There is no action fetch:templat.%0AWrite fetch:template.',
    '',
  ]);
});

test('what was mended is told as a patch', () => {
  const change = { file: 'a.yaml', before: 'a\r\nb\r\nc', after: 'a\r\nB\r\nc' };
  expect(unifiedDiff(change)).toBe(
    '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,3 +1,3 @@\n a\r\n-b\r\n+B\r\n c\n\\ No newline at end of file\n',
  );
  expect(unifiedDiff(change, { color: true })).toContain('\u001b[31m-b');
  expect(unifiedDiff({ ...change, file: '/x/a.yaml' })).toMatch(/^--- a\/x\/a\.yaml\n/);
});
