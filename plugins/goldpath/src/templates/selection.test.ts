import type { TemplateReport } from '@goldpath/plugin-goldpath-backend/api';
import type { LintSeverity } from '@goldpath/plugin-goldpath-node/lint';
import { expect, test } from 'vitest';
import { type Shown, select, totals } from './selection.ts';

function report(title: string, found: LintSeverity[], problem?: string): TemplateReport {
  const count = (severity: LintSeverity) => found.filter(one => one === severity).length;
  return {
    entityRef: `template:default/${title}`,
    title,
    findings: found.map((severity, index) => ({
      rule: 'a-rule',
      severity,
      file: 'template.yaml',
      line: index + 1,
      column: 1,
      message: 'is so',
      fix: 'Do so',
    })),
    counts: { error: count('error'), warning: count('warning'), unknown: count('unknown') },
    ...(problem !== undefined && { problem }),
  };
}

const templates = [
  report('sound', []),
  report('also-sound', []),
  report('unsure', ['unknown', 'unknown', 'unknown']),
  report('bad', ['error']),
  report('worse', ['error', 'warning']),
  report('gone', [], 'it does not exist'),
];

test('all templates are shown, those that need somebody first', () => {
  expect(select(templates, 'all').map(({ title }) => title)).toEqual([
    'gone',
    'worse',
    'bad',
    'unsure',
    'also-sound',
    'sound',
  ]);
});

test.each<[Shown, string[]]>([
  ['error', ['worse 1', 'bad 1']],
  ['warning', ['worse 1']],
  ['unknown', ['unsure 3']],
])('of the severity %s only the templates and findings that have it are shown', (shown, expected) => {
  expect(select(templates, shown).map(({ title, findings }) => `${title} ${findings.length}`)).toEqual(
    expected,
  );
});

test('findings are counted over all templates', () => {
  expect(totals(templates)).toEqual({ error: 2, warning: 1, unknown: 3 });
});
