import { type CostLine, estimate } from '@goldpath/cost';
import type { StackGraph } from '@goldpath/program';

/** The page with the monthly cost of a program's stages in each region, as Markdown. */
export function costByRegionPage(
  stages: readonly StackGraph[],
  regions: readonly string[],
  pricesOf: string,
): string {
  const names = stages.map(({ stack }) => stack);
  const priced = regions.filter(region => stages.every(stage => isPriced(stage, region)));
  const rows = regions.map(region => {
    const costs = stages.map(stage => (priced.includes(region) ? costOf(stage, region) : 'not known'));
    return `| ${[region, ...costs].join(' | ')} |`;
  });
  return `# Monthly cost by region

The monthly cost in USD of the stages of [prompt-library-service](../templates/prompt-library-service) with the settings of its skeleton, in each of the ${regions.length} regions that the form offers. \`@goldpath/cost\` estimates it from the on-demand list prices of ${pricesOf} in [prices.json](../packages/cost/src/prices.json), with the quantities in [assumptions.json](../packages/cost/src/assumptions.json).

The price table has the prices of ${priced.length} of these regions. For the others, the cost is **not known**: look up the prices of the region in AWS's price list. \`npx goldpath cost\` uses the price of us-east-1 there, and marks each line for which it does; in most regions AWS charges more.

<!-- prettier-ignore-start -->

| Region | ${names.join(' | ')} |
| --- | ${names.map(() => '---:').join(' | ')} |
${rows.join('\n')}

<!-- prettier-ignore-end -->
`;
}

/** Whether every line of a stage's cost has a price of the region itself. */
function isPriced(stage: StackGraph, region: string): boolean {
  return linesOf(stage, region).every(({ priceTakenFrom }) => priceTakenFrom === undefined);
}

function linesOf({ graph }: StackGraph, region: string): readonly CostLine[] {
  return estimate(graph, region).lines;
}

function costOf({ graph }: StackGraph, region: string): string {
  return estimate(graph, region).total.toFixed(0);
}
