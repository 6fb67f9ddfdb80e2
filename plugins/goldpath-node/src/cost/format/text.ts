import { styleText } from 'node:util';
import type { CostReport, StageCost } from '../report.ts';
import { figure, measure, money, reasonsOf, type Row, rowsByGroup } from './rows.ts';

/** How the text looks. */
export interface TextOptions {
  color?: boolean;
  /** characters of a terminal's line; without them tables are as wide as they are, and sentences end at 100 */
  columns?: number;
}

interface Look {
  paint: (style: 'bold' | 'dim' | 'yellow', text: string) => string;
  /** characters of a line of a table, and of a sentence */
  table: number;
  columns: number;
}

/** The report for people: a table for each stage, then what it rests on and what it leaves out. */
export function toText(report: CostReport, { color = false, columns }: TextOptions = {}): string {
  const look: Look = {
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    table: Math.max(40, columns ?? Infinity),
    columns: Math.max(40, Math.min(columns ?? 100, 100)),
  };
  const assumptions = Object.entries(report.assumptions).map(
    ([name, { value, unit, what }]) => `${name}=${value}: ${value.toLocaleString('en-US')} ${unit} ${what}`,
  );
  return `${[
    ...report.stages.map(stage => stageText(report.project, stage, look)),
    list('Assumed (*); --assume name=value replaces one', assumptions, look),
    list('Left out', report.leftOut, look),
    wrap(`On-demand list prices in US dollars, noted on ${report.prices.date}.`, '', look),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

function stageText(project: string, stage: StageCost, look: Look): string {
  const title = look.paint('bold', `${project}, stage ${stage.stage}, ${stage.region}`);
  const sections = rowsByGroup(stage);
  const cells = sections.map(({ rows }) => rows.map(cellsOf));
  const widths = [0, 1, 2, 3].map(column =>
    Math.max(
      0,
      ...cells.flat().map(row => row[column]?.length ?? 0),
      column === 3 ? money(stage.total).length : 0,
    ),
  );
  const full = widths.reduce((sum, width) => sum + width + 2, 0);
  // what does not fit side by side is put one below the other
  const write = full <= look.table ? sideBySide(widths) : stacked(look.table);
  const right = Math.min(full, look.table);
  const sum = (name: string, amount: number) => name + money(amount).padStart(right - name.length);
  const tables = sections.map(({ group, subtotal }, index) =>
    [look.paint('bold', sum(group, subtotal)), ...(cells[index] ?? []).map(write)].join('\n'),
  );
  const total = look.paint('bold', sum(`total ${stage.currency} a month`, stage.total));
  return [
    title,
    ...tables,
    total,
    loud(stage, look),
    list('Not priced, and not in the total', reasonsOf(stage.notPriced), look),
    list('Unknown, and not in the total', reasonsOf(stage.unknown), look),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What, whose, how much, and the money. */
function cellsOf(row: Row): [string, string, string, string] {
  const mark = `${row.assumed ? ' *' : ''}${row.takenFrom === undefined ? '' : ' !'}`;
  const amount = `${measure(row.quantity, row.unit)} × ${figure(row.unitPrice)}`;
  return [row.what + mark, row.name, amount, money(row.monthly, row)];
}

function sideBySide([first = 0, second = 0, third = 0, fourth = 0]: number[]) {
  return ([what, name, amount, monthly]: [string, string, string, string]) =>
    `  ${what.padEnd(first)}  ${name.padEnd(second)}  ${amount.padStart(third)}  ${monthly.padStart(fourth)}`;
}

function stacked(columns: number) {
  return ([what, name, amount, monthly]: [string, string, string, string]) => {
    const room = columns - 4 - monthly.length;
    return [
      `  ${cut(what, room).padEnd(room)}  ${monthly}`,
      `    ${cut(`${name}: ${amount}`, columns - 4)}`,
    ].join('\n');
  };
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function loud({ lines, region }: StageCost, look: Look): string {
  const taken = lines.find(({ priceTakenFrom }) => priceTakenFrom !== undefined)?.priceTakenFrom;
  if (taken === undefined) return '';
  const sentence = `! The table has no price for ${region} here: that of ${taken} is taken, and the real one is often higher.`;
  return look.paint('yellow', wrap(sentence, '', look));
}

function list(title: string, items: readonly string[], look: Look): string {
  if (items.length === 0) return '';
  return [
    look.paint('bold', wrap(title, '', look)),
    ...items.map(item => wrap(`- ${item}`, '    ', look, '  ')),
  ].join('\n');
}

/** Breaks a sentence between words; a word that is longer than a line is left whole. */
function wrap(text: string, indent: string, { columns }: Look, first = indent): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`;
    if (longer.length > columns && line.trim() !== '') {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line].join('\n');
}
