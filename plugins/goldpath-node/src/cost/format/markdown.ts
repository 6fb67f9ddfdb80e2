import type { CostReport, StageCost } from '../report.ts';
import { figure, measure, money, reasonsOf, rowsByGroup } from './rows.ts';

/** The report as tables for a document. */
export function toMarkdown(report: CostReport): string {
  const assumptions = Object.entries(report.assumptions).map(
    ([name, { value, unit, what }]) =>
      `| \`${name}\` | ${value.toLocaleString('en-US')} | ${cell(`${unit} ${what}`)} |`,
  );
  const sources = report.prices.sources.map(({ name, url }) => `[${name}](${url})`).join(', ');
  return `${[
    ...report.stages.map(stage => stageTable(report.project, stage)),
    ...(assumptions.length > 0
      ? ['### Assumed', ['| Assumption | Value | Means |', '| --- | ---: | --- |', ...assumptions].join('\n')]
      : []),
    '### Left out',
    bullets(report.leftOut),
    `On-demand list prices in US dollars, noted on ${report.prices.date}${sources && `: ${sources}`}.`,
  ].join('\n\n')}\n`;
}

function stageTable(project: string, stage: StageCost): string {
  const sections = rowsByGroup(stage).flatMap(({ group, rows, subtotal }) => [
    `| **${group}** | | | | **${money(subtotal)}** |`,
    ...rows.map(row => {
      const remarks = `${row.assumed ? ' (assumed)' : ''}${row.takenFrom ? ` (price of ${row.takenFrom})` : ''}`;
      const what = cell(row.what + remarks);
      return `| ${what} | ${cell(row.name)} | ${measure(row.quantity, row.unit)} | ${figure(row.unitPrice)} | ${money(row.monthly, row)} |`;
    }),
  ]);
  return [
    `## ${project}, stage ${stage.stage}, ${stage.region}`,
    [
      '| What | Resource | Quantity a month | Price of one | USD a month |',
      '| --- | --- | ---: | ---: | ---: |',
      ...sections,
      `| **Total** | | | | **${money(stage.total)}** |`,
    ].join('\n'),
    ...(stage.notPriced.length > 0 ? ['Not priced:', bullets(reasonsOf(stage.notPriced))] : []),
    ...(stage.unknown.length > 0 ? ['Unknown:', bullets(reasonsOf(stage.unknown))] : []),
  ].join('\n\n');
}

function bullets(items: readonly string[]): string {
  return items.map(item => `- ${item}`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
