import { styleText } from 'node:util';
import type { CostReport, StageCost } from '../report.ts';
import { figure, measure, money, reasonsOf, type Row, type Section, sectionsOf } from './rows.ts';
import { wrap } from './wrap.ts';

/** The options of the text format. */
export interface TextOptions {
  color?: boolean;
  /** the width of the terminal in characters; without it tables have their natural width, and sentences wrap at 100 */
  columns?: number;
}

interface Layout {
  paint: (style: 'bold' | 'yellow', text: string) => string;
  /** the width of a table in characters */
  tableWidth: number;
  /** the width of a sentence in characters */
  columns: number;
}

const MIN_COLUMNS = 40;
const MAX_COLUMNS = 100;

/** Formats a report for a terminal: a table for each stage, then the assumptions and the costs that are not included. */
export function toText(report: CostReport, { color = false, columns }: TextOptions = {}): string {
  const layout: Layout = {
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    tableWidth: Math.max(MIN_COLUMNS, columns ?? Infinity),
    columns: Math.max(MIN_COLUMNS, Math.min(columns ?? MAX_COLUMNS, MAX_COLUMNS)),
  };
  const assumptions = Object.entries(report.assumptions).map(
    ([name, { value, unit, what }]) => `${name}=${value}: ${value.toLocaleString('en-US')} ${unit} ${what}`,
  );
  const blocks = [
    ...report.stages.map(stage => stageText(report.project, stage, layout)),
    list('Assumptions (*); replace one with --assume name=value', assumptions, layout),
    list('Not included', report.leftOut, layout),
    wrap(`On-demand list prices in US dollars as of ${report.prices.date}.`, layout.columns),
  ];
  return `${joined(blocks)}\n`;
}

function joined(blocks: readonly string[]): string {
  return blocks.filter(block => block !== '').join('\n\n');
}

function stageText(project: string, stage: StageCost, layout: Layout): string {
  return joined([
    layout.paint('bold', `${project}, stage ${stage.stage}, ${stage.region}`),
    ...stageTables(stage, layout),
    regionWarning(stage, layout),
    list('Not priced, and not in the total', reasonsOf(stage.notPriced), layout),
    list('Unknown, and not in the total', reasonsOf(stage.unknown), layout),
  ]);
}

/** A table for each section, and the total. */
function stageTables(stage: StageCost, { paint, tableWidth }: Layout): string[] {
  const sections = sectionsOf(stage);
  const widths = widthsOf(sections, stage.total);
  const fullWidth = widths.reduce((sum, width) => sum + width + 2, 0);
  // rows that are too wide for the terminal are broken into two lines
  const write = fullWidth <= tableWidth ? sideBySide(widths) : stacked(tableWidth);
  const right = Math.min(fullWidth, tableWidth);
  const sumLine = (name: string, amount: number) =>
    paint('bold', name + money(amount).padStart(right - name.length));
  const tables = sections.map(({ group, rows, subtotal }) =>
    [sumLine(group, subtotal), ...rows.map(row => write(cellsOf(row)))].join('\n'),
  );
  return [...tables, sumLine(`total ${stage.currency} a month`, stage.total)];
}

type Cells = readonly [what: string, name: string, amount: string, monthly: string];

function cellsOf(row: Row): Cells {
  let { what } = row;
  if (row.assumed) what += ' *';
  if (row.takenFrom !== undefined) what += ' !';
  const amount = `${measure(row.quantity, row.unit)} × ${figure(row.unitPrice)}`;
  return [what, row.name, amount, money(row.monthly, row)];
}

type Widths = readonly [number, number, number, number];

function widthsOf(sections: readonly Section[], total: number): Widths {
  const rows = sections.flatMap(section => section.rows.map(cellsOf));
  const widest = (column: 0 | 1 | 2 | 3) => Math.max(0, ...rows.map(cells => cells[column].length));
  return [widest(0), widest(1), widest(2), Math.max(widest(3), money(total).length)];
}

function sideBySide([first, second, third, fourth]: Widths) {
  return ([what, name, amount, monthly]: Cells) =>
    `  ${what.padEnd(first)}  ${name.padEnd(second)}  ${amount.padStart(third)}  ${monthly.padStart(fourth)}`;
}

function stacked(width: number) {
  return ([what, name, amount, monthly]: Cells) => {
    const room = width - 4 - monthly.length;
    return [
      `  ${truncated(what, room).padEnd(room)}  ${monthly}`,
      `    ${truncated(`${name}: ${amount}`, width - 4)}`,
    ].join('\n');
  };
}

function truncated(text: string, width: number): string {
  if (text.length <= width) return text;
  return `${text.slice(0, width - 1)}…`;
}

function regionWarning({ lines, region }: StageCost, { paint, columns }: Layout): string {
  const takenFrom = lines.find(line => line.priceTakenFrom !== undefined)?.priceTakenFrom;
  if (takenFrom === undefined) return '';
  const sentence = `! The price table has no price for ${region}, so the price of ${takenFrom} is used. The actual price is often higher.`;
  return paint('yellow', wrap(sentence, columns));
}

function list(title: string, items: readonly string[], { paint, columns }: Layout): string {
  if (items.length === 0) return '';
  const bullets = items.map(item => wrap(`- ${item}`, columns, { first: '  ', rest: '    ' }));
  return [paint('bold', wrap(title, columns)), ...bullets].join('\n');
}
