import type { CostReport, StageCost, Unpriced } from '../report.ts';
import { figure, measure, money, reasonsOf, type Row, type Section, sectionsOf } from './rows.ts';

/** Formats a report as Markdown tables. */
export function toMarkdown(report: CostReport): string {
  const { date, sources } = report.prices;
  const links = sources.map(({ name, url }) => `[${name}](${url})`).join(', ');
  const blocks = [
    ...report.stages.flatMap(stage => stageBlocks(report.project, stage)),
    ...assumptionBlocks(report),
    '### Not included',
    bullets(report.leftOut),
    `On-demand list prices in US dollars as of ${date}${links && `: ${links}`}.`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function stageBlocks(project: string, stage: StageCost): string[] {
  const table = [
    '| What | Resource | Quantity a month | Unit price | USD a month |',
    '| --- | --- | ---: | ---: | ---: |',
    ...sectionsOf(stage).flatMap(sectionRows),
    `| **Total** | | | | **${money(stage.total)}** |`,
  ];
  return [
    `## ${project}, stage ${stage.stage}, ${stage.region}`,
    table.join('\n'),
    ...unpricedBlocks('Not priced:', stage.notPriced),
    ...unpricedBlocks('Unknown:', stage.unknown),
  ];
}

function sectionRows({ group, rows, subtotal }: Section): string[] {
  return [`| **${group}** | | | | **${money(subtotal)}** |`, ...rows.map(tableRow)];
}

function tableRow(row: Row): string {
  let { what } = row;
  if (row.assumed) what += ' (assumed)';
  if (row.takenFrom !== undefined) what += ` (price of ${row.takenFrom})`;
  const cells = [
    cell(what),
    cell(row.name),
    measure(row.quantity, row.unit),
    figure(row.unitPrice),
    money(row.monthly, row),
  ];
  return `| ${cells.join(' | ')} |`;
}

function unpricedBlocks(title: string, unpriced: readonly Unpriced[]): string[] {
  if (unpriced.length > 0) return [title, bullets(reasonsOf(unpriced))];
  return [];
}

function assumptionBlocks(report: CostReport): string[] {
  const rows = Object.entries(report.assumptions).map(
    ([name, { value, unit, what }]) =>
      `| \`${name}\` | ${value.toLocaleString('en-US')} | ${cell(`${unit} ${what}`)} |`,
  );
  if (rows.length === 0) return [];
  const table = ['| Assumption | Value | Meaning |', '| --- | ---: | --- |', ...rows];
  return ['### Assumptions', table.join('\n')];
}

function bullets(items: readonly string[]): string {
  return items.map(item => `- ${item}`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
