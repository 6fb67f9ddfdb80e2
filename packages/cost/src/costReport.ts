import type { ProgramGraphs } from '@goldpath/program';
import { defaultAssumptions } from './assumptions.ts';
import { estimate } from './estimate.ts';
import { awsPrices } from './priceTable.ts';
import type { Assumption, CostReport, StageCost } from './report.ts';

/** Costs that a report never includes. */
const leftOut = [
  'data transfer to the internet, between zones and between regions',
  'the free tier, credits, Savings Plans, reservations and contractual discounts',
  'taxes and support plans',
  'growth at run time: tasks above the autoscaling minimum, storage autoscaling, snapshots',
  'RDS Extended Support of old versions',
  'resources that the program only reads: they are not its own cost',
];

/** Estimates the monthly cost of an executed program, by stage. */
export function costReport(
  { root, project, stages }: ProgramGraphs,
  assumptions: Record<string, Assumption> = defaultAssumptions,
): CostReport {
  const costs = stages.map(({ stack, region, graph }): StageCost => ({
    stage: stack,
    ...estimate(graph, region, { assumptions, root }),
  }));
  const lines = costs.flatMap(stageCost => stageCost.lines);
  const used = new Set(lines.map(({ assumption }) => assumption));
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
