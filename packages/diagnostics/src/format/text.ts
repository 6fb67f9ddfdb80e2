import { stripVTControlCharacters, styleText } from 'node:util';
import type { Diagnostic, Location, Severity, Verdict } from '../diagnostic.ts';
import { describeSubject, verdictOf } from './subject.ts';

/** Options of {@link toText}. */
export interface TextOptions {
  color?: boolean;
  /** the given line of a file, which is shown with the problem's column marked; undefined when there is none */
  lineOf?: (file: string, line: number) => string | undefined;
  /** the last lines; a count of verdicts by default */
  closing?: string;
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const verdicts: Record<Verdict, { mark: string; style: Style; word: string }> = {
  fail: { mark: '✗', style: 'red', word: 'failed' },
  unverifiable: { mark: '?', style: 'yellow', word: 'unverifiable' },
  incomplete: { mark: '?', style: 'yellow', word: 'incomplete' },
  waived: { mark: '~', style: 'yellow', word: 'waived' },
  'not-applicable': { mark: '-', style: 'dim', word: 'not applicable' },
  pass: { mark: '✓', style: 'green', word: 'passed' },
};

const warning = { mark: '!', style: 'yellow' } as const;
const unknown = { mark: '?', style: 'dim' } as const;

/** Printed one by one, in this order. The other verdicts are counted by rule. */
const printedInFull: readonly Verdict[] = ['fail', 'unverifiable', 'incomplete', 'waived'];

/**
 * The diagnostics for people: the problems first, each with its place and its fix; then what cannot be determined; then the
 * passed checks by rule; then a line of counts.
 */
export function toText(diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
  const paint: Paint = (style, text) =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const unknowns = diagnostics.filter(({ severity }) => severity === 'unknown');
  const known = diagnostics.filter(({ severity }) => severity !== 'unknown');
  const blocks = printedInFull
    .map(verdict => known.filter(diagnostic => verdictOf(diagnostic) === verdict))
    .flatMap(group => [...Map.groupBy(group, ({ location }) => location.file).values()].flat())
    .map(diagnostic => blockOf(diagnostic, paint, options));
  const counted = known.filter(diagnostic => !printedInFull.includes(verdictOf(diagnostic)));
  const closing = options.closing ?? countsOf(diagnostics);
  const parts = [...blocks, unknownList(unknowns, paint), ruleTable(counted, paint), closing];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function blockOf(diagnostic: Diagnostic, paint: Paint, options: TextOptions): string {
  const { rule, severity, location, message, fix } = diagnostic;
  const verdict = verdictOf(diagnostic);
  const isWarning = severity === 'warning' && verdict === 'fail';
  const { mark, style } = isWarning ? warning : verdicts[verdict];
  const heading = [
    `${paint(style, mark)} ${paint('bold', placeOf(location))}`,
    labelOf(severity, verdict),
    rule,
    printable(describeSubject(diagnostic)),
  ];
  const lines = [
    heading.filter(part => part !== '').join('  '),
    ...excerpt(location, options).map(line => `    ${paint('dim', line)}`),
    `    why  ${indented(message)}`,
  ];
  if (fix) lines.push(`    fix  ${indented(fix)}`);
  return lines.join('\n');
}

function labelOf(severity: Severity, verdict: Verdict): string {
  if (verdict === 'fail') return severity;
  const { word } = verdicts[verdict];
  if (severity === 'warning') return `${word}, warning`;
  return word;
}

function unknownList(diagnostics: readonly Diagnostic[], paint: Paint): string {
  if (diagnostics.length === 0) return '';
  const lines = diagnostics.map(({ location, rule, message }) => {
    return `${paint(unknown.style, unknown.mark)} ${placeOf(location)}  ${rule}  ${printable(message)}`;
  });
  return ['Cannot be determined from these files:', ...lines].join('\n');
}

function ruleTable(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const groups = Map.groupBy(diagnostics, diagnostic => `${verdictOf(diagnostic)} ${diagnostic.rule}`);
  const rows = [...groups.values()].map(group => {
    const [first] = group as [Diagnostic, ...Diagnostic[]];
    return { ...verdicts[verdictOf(first)], rule: first.rule, count: group.length };
  });
  const width = Math.max(0, ...rows.map(({ rule }) => rule.length));
  return rows
    .map(
      ({ mark, style, word, rule, count }) => `${paint(style, mark)} ${rule.padEnd(width)}  ${count} ${word}`,
    )
    .join('\n');
}

function countsOf(diagnostics: readonly Diagnostic[]): string {
  const count = (verdict: Verdict) =>
    diagnostics.filter(diagnostic => verdictOf(diagnostic) === verdict).length;
  const always: readonly Verdict[] = ['pass', 'fail'];
  const sometimes: readonly Verdict[] = ['unverifiable', 'incomplete', 'waived', 'not-applicable'];
  return [...always, ...sometimes.filter(verdict => count(verdict) > 0)]
    .map(verdict => `${count(verdict)} ${verdicts[verdict].word}`)
    .join(', ');
}

function placeOf({ file, line, column }: Location): string {
  return [printable(file), line, column].filter(part => part !== undefined).join(':');
}

const indented = (text: string) => printable(text).replaceAll('\n', '\n         ');

/** Removes control sequences: no content of a file may control the terminal. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** How much of a line is shown before and after the marked column. */
const shown = { before: 60, after: 40 };

/** Characters that take two columns of a terminal. */
const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** The line of a location with a caret below its column. */
function excerpt({ file, line, column }: Location, { lineOf }: TextOptions): string[] {
  if (column === undefined) return [];
  const text = lineOf?.(file, line);
  if (text === undefined || column > text.length + 1) return [];
  const from = Math.max(0, column - 1 - shown.before);
  const before = printable(text.slice(from, column - 1));
  const after = printable(text.slice(column - 1, column - 1 + shown.after));
  const number = String(line);
  return [
    `${number} | ${before}${after}`,
    `${' '.repeat(number.length)} | ${before.replace(wide, '  ').replace(/[^\t]/gu, ' ')}^`,
  ];
}
