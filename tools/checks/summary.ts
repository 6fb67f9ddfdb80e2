import type { Check } from './check.ts';
import type { Outcome } from './outcome.ts';

/** A check that has ended. */
export type Ended = readonly [check: Check, outcome: Outcome];

/**
 * Returns a table of checks, in the order in which they ended, with the counts of each, its seconds and the programs that it used.
 * Empty for a single check, whose output ends with the same.
 *
 * @param leftOut - the checks that did not start because the time was over; they are listed below the table, before the tests that
 *   have failed
 */
export function summary(ended: readonly Ended[], leftOut: readonly Check[] = []): string {
  return [tableOf(ended), listOf(leftOut), failuresOf(ended)].filter(Boolean).join('');
}

function listOf(leftOut: readonly Check[]): string {
  const lines = leftOut.map(({ title }) => `- ${title}  not run: no time was left\n`);
  return lines.length > 0 ? `\n${lines.join('')}` : '';
}

/** The end of a long log is what people see of it first, and often all. */
function failuresOf(ended: readonly Ended[]): string {
  const lines = ended.flatMap(([, { failures = [] }]) => failures.map(failure => `✗ ${failure}\n`));
  return lines.length > 0 ? `\n${lines.join('')}` : '';
}

function tableOf(ended: readonly Ended[]): string {
  if (ended.length < 2) return '';
  const rows = ended.map(rowOf);
  const width = (column: keyof Row) => Math.max(...rows.map(row => row[column].length));
  const [titles, counts, seconds] = [width('title'), width('counts'), width('seconds')];
  const lines = rows.map(row =>
    `${row.title.padEnd(titles)}  ${row.counts.padEnd(counts)}  ${row.seconds.padStart(seconds)}  ${row.uses}`.trimEnd(),
  );
  return `\n${lines.join('\n')}\n`;
}

interface Row {
  title: string;
  counts: string;
  seconds: string;
  uses: string;
}

function rowOf([{ title, uses = [] }, { passed, failed, seconds }]: Ended): Row {
  return {
    title: `${failed > 0 ? '✗' : '✓'} ${title}`,
    counts: `${passed} passed, ${failed} failed`,
    seconds: `${seconds.toFixed(1)} s`,
    uses: uses.join(', '),
  };
}
