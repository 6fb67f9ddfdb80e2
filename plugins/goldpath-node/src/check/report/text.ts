import { styleText } from 'node:util';
import type { CheckResult, Verdict } from '@goldpath/policies';
import type { CheckReport } from '../checkRepository.ts';
import { subjectOf } from './subject.ts';

type Style = Parameters<typeof styleText>[0];

const marks: Record<Verdict, { mark: string; style: Style; word: string }> = {
  fail: { mark: '✗', style: 'red', word: 'failed' },
  unverifiable: { mark: '?', style: 'yellow', word: 'unverifiable' },
  waived: { mark: '~', style: 'yellow', word: 'waived' },
  'not-applicable': { mark: '-', style: 'dim', word: 'not applicable' },
  pass: { mark: '✓', style: 'green', word: 'passed' },
};

/** Told one by one, in this order; the rest is counted by rule. */
const toldInFull: readonly Verdict[] = ['fail', 'unverifiable', 'waived'];

/**
 * The report as text for people: what is wrong first, each with its place and what to do; then what is well, by rule;
 * then a line of numbers.
 */
export function formatReport(report: CheckReport, options: { color?: boolean } = {}): string {
  const paint = (style: Style, text: string) =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const markOf = (verdict: Verdict) => paint(marks[verdict].style, marks[verdict].mark);

  const told = toldInFull.flatMap(wanted => report.results.filter(({ verdict }) => verdict === wanted));
  const blocks = told.map(result => {
    const { verdict, severity, rule, location, message, remedy } = result;
    const remarks = [
      ...(verdict === 'fail' ? [] : [marks[verdict].word]),
      ...(severity === 'warning' ? ['warning'] : []),
    ];
    const remark = remarks.length > 0 ? ` (${remarks.join(', ')})` : '';
    return [
      `${markOf(verdict)} ${paint('bold', rule)}${remark}  ${subjectOf(result)}`,
      `    at   ${location.file}:${location.line}`,
      `    why  ${message}`,
      ...(remedy === '' ? [] : [`    mend ${remedy.replaceAll('\n', '\n         ')}`]),
    ].join('\n');
  });

  const counted = countByRule(report.results.filter(({ verdict }) => !toldInFull.includes(verdict)));
  const width = Math.max(0, ...counted.map(({ rule }) => rule.length));
  const table = counted.map(
    ({ verdict, rule, count }) => `${markOf(verdict)} ${rule.padEnd(width)}  ${count} ${marks[verdict].word}`,
  );
  return `${[...blocks, table.join('\n'), numbers(report)].filter(Boolean).join('\n\n')}\n`;
}

function countByRule(results: CheckResult[]): { verdict: Verdict; rule: string; count: number }[] {
  const groups = Map.groupBy(results, ({ verdict, rule }) => `${verdict} ${rule}`);
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first ? { verdict: first.verdict, rule: first.rule, count: rest.length + 1 } : [],
  );
}

function numbers({ summary }: CheckReport): string {
  const always: readonly Verdict[] = ['pass', 'fail'];
  const others = (['unverifiable', 'waived', 'not-applicable'] as const).filter(
    verdict => summary[verdict] > 0,
  );
  return [...always, ...others].map(verdict => `${summary[verdict]} ${marks[verdict].word}`).join(', ');
}
