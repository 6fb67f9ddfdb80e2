import type { TemplateReport } from '@goldpath/plugin-goldpath-common';
import type { Severity } from '@goldpath/diagnostics';
import { expect, test } from 'vitest';
import { select, type Shown, totals } from './selection.ts';

function report(title: string, found: Severity[], problem?: string): TemplateReport {
  const count = (severity: Severity) => found.filter(one => one === severity).length;
  return {
    entityRef: `template:default/${title}`,
    title,
    diagnostics: found.map((severity, index) => ({
      rule: 'a-rule',
      severity,
      location: { file: 'template.yaml', line: index + 1, column: 1 },
      message: 'A problem.',
      fix: 'Fix it.',
    })),
    counts: { error: count('error'), warning: count('warning'), unknown: count('unknown') },
    ...(problem !== undefined && { problem }),
  };
}

const templates = [
  report('clean', []),
  report('also-clean', []),
  report('unsure', ['unknown', 'unknown', 'unknown']),
  report('bad', ['error']),
  report('worse', ['error', 'warning']),
  report('gone', [], 'it does not exist'),
];

test('all templates are shown, the most urgent first', () => {
  expect(select(templates, 'all').map(({ title }) => title)).toEqual([
    'gone',
    'worse',
    'bad',
    'unsure',
    'also-clean',
    'clean',
  ]);
});

test.each<[Shown, string[]]>([
  ['error', ['worse 1', 'bad 1']],
  ['warning', ['worse 1']],
  ['unknown', ['unsure 3']],
])('only templates and problems of the severity %s are shown', (shown, expected) => {
  expect(select(templates, shown).map(({ title, diagnostics }) => `${title} ${diagnostics.length}`)).toEqual(
    expected,
  );
});

test('problems are counted over all templates', () => {
  expect(totals(templates)).toEqual({ error: 2, warning: 1, unknown: 3 });
});
