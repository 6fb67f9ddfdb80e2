import { stripVTControlCharacters, styleText } from 'node:util';
import type { LintSeverity, MendableFinding } from '../finding.ts';
import type { LintRun } from '../lint.ts';

type Style = Parameters<typeof styleText>[0];

/** What a report for people is made with. */
export interface TextLook {
  color?: boolean;
  /** a line of a file of the findings, if there is one */
  lineOf(file: string, line: number): string | undefined;
}

const marks: Record<LintSeverity, { mark: string; style: Style }> = {
  error: { mark: '✗', style: 'red' },
  warning: { mark: '!', style: 'yellow' },
  unknown: { mark: '?', style: 'dim' },
};

/** So much of a line is shown before its column, and behind it. */
const shown = { before: 60, behind: 40 };

/** The report as text for people: faults by file, each with its line; then what cannot be known; then a line of numbers. */
export function formatText({ findings, summary }: LintRun, look: TextLook): string {
  const paint = (style: Style, text: string) =>
    look.color ? styleText(style, text, { validateStream: false }) : text;
  const markOf = (severity: LintSeverity) => paint(marks[severity].style, marks[severity].mark);

  const byFile = [...Map.groupBy(findings, ({ file }) => file).values()].flat();
  const faults = byFile.filter(({ severity }) => severity !== 'unknown');
  const unknowns = byFile.filter(({ severity }) => severity === 'unknown');
  const blocks = faults.map(finding => {
    const { severity, rule, message, fix } = finding;
    return [
      `${markOf(severity)} ${paint('bold', placeOf(finding))}  ${severity}  ${rule}`,
      ...excerpt(finding, look).map(line => `    ${paint('dim', line)}`),
      `    why  ${indented(message)}`,
      `    mend ${indented(fix)}`,
    ].join('\n');
  });
  const brief = unknowns.map(
    finding => `${markOf('unknown')} ${placeOf(finding)}  ${finding.rule}  ${printable(finding.message)}`,
  );
  const list = brief.length > 0 ? ['Not to be known from these files:', ...brief].join('\n') : '';
  return `${[...blocks, list, numbers(summary), hints(faults)].filter(Boolean).join('\n\n')}\n`;
}

const placeOf = ({ file, line, column }: MendableFinding) => `${printable(file)}:${line}:${column}`;

const indented = (text: string) => printable(text).replaceAll('\n', '\n         ');

/** Nothing of a file may steer the terminal. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** Characters that take two places on a terminal. */
const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** The line of a finding and a caret below its column. */
function excerpt({ file, line, column }: MendableFinding, { lineOf }: TextLook): string[] {
  const text = lineOf(file, line);
  if (text === undefined || column > text.length + 1) return [];
  const from = Math.max(0, column - 1 - shown.before);
  const before = printable(text.slice(from, column - 1));
  const behind = printable(text.slice(column - 1, column - 1 + shown.behind));
  const number = String(line);
  return [
    `${number} | ${before}${behind}`,
    `${' '.repeat(number.length)} | ${before.replace(wide, '  ').replace(/[^\t]/gu, ' ')}^`,
  ];
}

function numbers({ templates, error, warning, unknown }: LintRun['summary']): string {
  const told = [
    count(error, 'error'),
    count(warning, 'warning'),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ];
  return `${count(templates, 'template')}: ${told.join(', ')}`;
}

const count = (number: number, of: string) => `${number} ${of}${number === 1 ? '' : 's'}`;

function hints(faults: readonly MendableFinding[]): string {
  const mendable = faults.filter(({ edits }) => edits && edits.length > 0).length;
  return [
    mendable > 0 ? `--fix mends ${mendable} of these.` : '',
    faults.length > 0 ? '--explain <rule> tells why a rule is there, with an example.' : '',
  ]
    .filter(Boolean)
    .join('\n');
}
