import type { ProgramGraphs } from '@goldpath/policies';
import { estimate } from './estimate.ts';
import { awsPrices } from './priceTable.ts';
import type { Assumption, CostReport, StageCost } from './report.ts';

/** What a cost report never counts. */
const leftOut = [
  'data transfer to the internet, between zones and between regions',
  'the free tier, credits, Savings Plans, reservations and discounts by contract',
  'taxes and support plans',
  'what grows while it runs: tasks above the least of their autoscaling, storage that extends itself, snapshots',
  'RDS Extended Support of old versions',
  'resources that the program only reads: somebody else pays for them',
];

/** What an executed program costs a month. */
export function costReport(
  { root, project, stages }: ProgramGraphs,
  assumptions: Record<string, Assumption>,
): CostReport {
  const costs = stages.map(({ stack, region, graph }): StageCost => ({
    stage: stack,
    ...estimate(graph, region, { assumptions, root }),
  }));
  const lines = costs.flatMap(stageCost => stageCost.lines);
  const used = new Set(lines.map(line => line.assumption));
  const services = new Set(lines.map(({ service }) => service));
  return {
    project,
    stages: costs,
    assumptions: Object.fromEntries(Object.entries(assumptions).filter(([name]) => used.has(name))),
    prices: {
      date: awsPrices.date,
      sources: Object.values(awsPrices.services)
        .filter(({ name }) => services.has(name))
        .map(({ name, source }) => ({ name, url: source })),
    },
    leftOut,
  };
}
