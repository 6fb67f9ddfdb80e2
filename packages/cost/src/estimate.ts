import { canonical, type LocatedSubject, type Node, type ResourceGraph, subjectOf } from '@goldpath/program';
import { defaultAssumptions } from './assumptions.ts';
import known from './knownTypes.json' with { type: 'json' };
import { awsPrices, priceOf, type PriceTable } from './priceTable.ts';
import { type Charge, HOURS, type PricingContext, type PricingResult } from './pricingRule.ts';
import {
  type Assumption,
  type CostLine,
  type Group,
  groups,
  type StageCost,
  sumOf,
  type Unpriced,
} from './report.ts';
import { pricingRules } from './rules/pricingRules.ts';

/** The options of {@link estimate}. */
export interface EstimateOptions {
  /** list prices; AWS's by default */
  prices?: PriceTable;
  assumptions?: Record<string, Assumption>;
  /** the folder that locations are relative to */
  root?: string;
}

interface Rates {
  prices: PriceTable;
  assumptions: Record<string, Assumption>;
}

const rulesByType = new Map(pricingRules.flatMap(rule => rule.types.map(type => [type, rule] as const)));
const billedElsewhere: Record<string, string> = known.outside;

/**
 * Estimates the monthly cost of a program's resources. Resources that exist already and are only read are not included.
 *
 * @param region the region whose prices apply to resources that name no other region
 */
export function estimate(
  graph: ResourceGraph,
  region: string,
  { prices = awsPrices, assumptions = defaultAssumptions, root = '' }: EstimateOptions = {},
): Omit<StageCost, 'stage'> {
  const rates = { prices, assumptions };
  const context = contextOf(graph, region, rates);
  const lines: CostLine[] = [];
  const notPriced: Unpriced[] = [];
  const unknown: Unpriced[] = [];
  for (const { node, subject } of inSourceOrder(graph, root)) {
    const { group, results } = priceNode(node, context, region);
    const home = typeof node.inputs.region === 'string' ? node.inputs.region : region;
    for (const result of results) {
      if ('unknown' in result) {
        unknown.push({ ...subject, reason: result.unknown });
        continue;
      }
      if ('notPriced' in result) {
        notPriced.push({ ...subject, reason: result.notPriced });
        continue;
      }
      const line = lineOf(result, home, rates);
      if (line) lines.push({ ...subject, group, ...line });
      else notPriced.push({ ...subject, reason: `no price is listed for ${result.what}` });
    }
  }
  lines.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  return { region, currency: prices.currency, lines, total: sumOf(lines), notPriced, unknown };
}

interface Located {
  node: Node;
  subject: LocatedSubject;
}

/** Source order is stable, while the order of registration depends on when promises settle. */
function inSourceOrder(graph: ResourceGraph, root: string): Located[] {
  return graph.nodes
    .filter(({ external }) => !external)
    .map(node => ({ node, subject: subjectOf(graph, node, root) }))
    .sort((a, b) => compareLocations(a.subject.location, b.subject.location));
}

function compareLocations(a: LocatedSubject['location'], b: LocatedSubject['location']): number {
  if (a.file === b.file) return a.line - b.line;
  return a.file < b.file ? -1 : 1;
}

function priceNode(
  node: Node,
  context: PricingContext,
  region: string,
): { group: Group; results: PricingResult[] } {
  const type = canonical(node.type);
  const rule = rulesByType.get(type);
  if (rule) return { group: rule.group, results: rule.price(node, context) };
  return { group: 'service', results: withoutRule(node, type, context.graph, region) };
}

/** Types without a rule are reported unless they are known to be free, so that no cost is omitted silently. */
function withoutRule(node: Node, type: string, graph: ResourceGraph, region: string): PricingResult[] {
  if (node.remote)
    return [
      { notPriced: 'a component of another package: the resources that it creates are not known here' },
    ];
  const reason = billedElsewhere[type];
  if (reason !== undefined) return [{ notPriced: reason }];
  if (type === 'pulumi:providers:aws') return providerInOtherRegion(node, region);
  if (known.free.some(free => isCoveredBy(type, free))) return [];
  if (type.startsWith('aws:')) return [{ notPriced: 'no price is listed for this type' }];
  if (isComponent(node, graph)) return [];
  return [{ notPriced: 'not an AWS resource; only AWS prices are known' }];
}

/** @param free a type, or a prefix of types that ends in `/` or `:` */
function isCoveredBy(type: string, free: string): boolean {
  return /[/:]$/.test(free) ? type.startsWith(free) : type === free;
}

/** The graph does not record which resources a provider is used for. */
function providerInOtherRegion({ inputs }: Node, region: string): PricingResult[] {
  if (typeof inputs.region !== 'string' || inputs.region === region) return [];
  return [
    { unknown: `its resources are in ${inputs.region}, but they are estimated with the prices of ${region}` },
  ];
}

/** A component of the program itself has children, or no inputs that a provider could create a resource from. */
function isComponent(node: Node, graph: ResourceGraph): boolean {
  const parents = graph.remember('parents', 'cost', () => new Set(graph.nodes.map(({ parent }) => parent)));
  return parents.has(node.urn) || Object.keys(node.inputs).length === 0;
}

function contextOf(graph: ResourceGraph, region: string, rates: Rates): PricingContext {
  const assumed = (name: string) => {
    const assumption = rates.assumptions[name];
    if (!assumption) throw new TypeError(`a pricing rule uses '${name}', which is not an assumption`);
    return assumption.value;
  };
  return {
    graph,
    assumed,
    share: (what, meter, assumption, types) => {
      const count = graph.ofType(...types).filter(({ external }) => !external).length;
      const charge: Charge = { what, meter, amount: assumed(assumption) / count, assumption };
      if (count > 1) charge.basis = `one of ${count} equal shares`;
      return charge;
    },
    costOf: charges => {
      const lines = charges.map(charge => lineOf(charge, region, rates)).filter(line => line !== undefined);
      if (lines.length < charges.length) return undefined;
      return lines.reduce((sum, { monthly }) => sum + monthly, 0);
    },
  };
}

type PricedLine = Omit<CostLine, 'subject' | 'location' | 'group'>;

function lineOf(charge: Charge, region: string, { prices, assumptions }: Rates): PricedLine | undefined {
  const { what, meter, amount, assumption, factor = 1 } = charge;
  const price = priceOf(prices, meter, region);
  if (!price) return undefined;
  const { service, unit, per, takenFrom } = price;
  const quantity = amount / per;
  const unitPrice = price.usd * factor;
  const reasons = [
    charge.basis ?? (unit === 'hour' && amount === HOURS && `${HOURS} hours`),
    assumption && `assumed ${assumption}=${assumptions[assumption]?.value}`,
    takenFrom && `no price is listed for ${region}, so the price of ${takenFrom} is used`,
  ];
  const line: PricedLine = {
    service,
    what,
    quantity: rounded(quantity),
    unit,
    unitPrice: rounded(unitPrice),
    monthly: rounded(quantity * unitPrice),
    basis: reasons.filter(Boolean).join('; ') || 'list price',
  };
  if (assumption !== undefined) line.assumption = assumption;
  if (takenFrom !== undefined) line.priceTakenFrom = takenFrom;
  return line;
}

/** Removes the rounding errors of binary fractions; the smallest price has ten decimals. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
