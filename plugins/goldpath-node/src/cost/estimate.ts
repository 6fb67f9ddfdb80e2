import { canonical, type Node, type ResourceGraph, type Subject, subjectOf } from '@goldpath/policies';
import { usualAssumptions } from './assumptions.ts';
import known from './knownTypes.json' with { type: 'json' };
import { awsPrices, type PriceTable, priceOf } from './priceTable.ts';
import {
  type Assumption,
  type CostLine,
  type Group,
  groups,
  type StageCost,
  sumOf,
  type Unpriced,
} from './report.ts';
import { type Charge, type Finding, HOURS, type Pricing } from './rule.ts';
import { pricingRules } from './rules/rules.ts';

/** What an estimate rests on; usual assumptions and AWS's list prices where nothing else is given. */
export interface EstimateOptions {
  prices?: PriceTable;
  assumptions?: Record<string, Assumption>;
  /** the folder that locations are relative to */
  root?: string;
}

const rulesByType = new Map(pricingRules.flatMap(rule => rule.types.map(type => [type, rule] as const)));
const outside: Record<string, string> = known.outside;

/**
 * What a program's resources cost a month. Resources that exist already and are only read are nobody's new cost.
 *
 * @param region whose prices are taken, but for resources that name another one
 */
export function estimate(
  graph: ResourceGraph,
  region: string,
  { prices = awsPrices, assumptions = usualAssumptions, root = '' }: EstimateOptions = {},
): Omit<StageCost, 'stage'> {
  const pricing = pricingOf(graph, region, prices, assumptions);
  const lines: CostLine[] = [];
  const notPriced: Unpriced[] = [];
  const unknown: Unpriced[] = [];
  for (const { node, subject } of inOrder(graph, root)) {
    const { group, findings } = findingsOf(node, pricing, region);
    const home = typeof node.inputs.region === 'string' ? node.inputs.region : region;
    for (const finding of findings) {
      if ('unknown' in finding) unknown.push({ ...subject, reason: finding.unknown });
      else if ('notPriced' in finding) notPriced.push({ ...subject, reason: finding.notPriced });
      else {
        const line = lineOf(finding, home, prices, assumptions);
        if (line) lines.push({ ...subject, group, ...line });
        else notPriced.push({ ...subject, reason: `no price is listed for ${finding.what}` });
      }
    }
  }
  lines.sort((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group));
  return { region, currency: prices.currency, lines, total: sumOf(lines), notPriced, unknown };
}

/** What the program makes, in the order of its text: the order of registration is that of promises. */
function inOrder(graph: ResourceGraph, root: string): { node: Node; subject: Subject }[] {
  const made = graph.nodes.filter(({ external }) => !external);
  return made
    .map(node => ({ node, subject: subjectOf(graph, node, root) }))
    .sort(({ subject: { location: one } }, { subject: { location: other } }) =>
      one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
    );
}

function findingsOf(node: Node, pricing: Pricing, region: string): { group: Group; findings: Finding[] } {
  const type = canonical(node.type);
  const rule = rulesByType.get(type);
  if (rule) return { group: rule.group, findings: rule.price(node, pricing) };
  return { group: 'service', findings: unpriced(node, type, pricing.graph, region) };
}

/** What is known to be free says nothing; anything else is told, so that nothing costs in silence. */
function unpriced(node: Node, type: string, graph: ResourceGraph, region: string): Finding[] {
  if (node.remote)
    return [{ notPriced: "a component of another package's making: what it holds is not known here" }];
  const reason = outside[type];
  if (reason !== undefined) return [{ notPriced: reason }];
  if (type === 'pulumi:providers:aws') return otherRegion(node, region);
  // a name that ends in a mark stands for all types that begin with it
  if (known.free.some(free => (/[/:]$/.test(free) ? type.startsWith(free) : type === free))) return [];
  if (type.startsWith('aws:')) return [{ notPriced: 'no price is listed for this type' }];
  return isComponent(node, graph) ? [] : [{ notPriced: 'it is not of AWS, whose prices these are' }];
}

/** Which resources a provider is for is not recorded. */
function otherRegion({ inputs }: Node, region: string): Finding[] {
  return typeof inputs.region !== 'string' || inputs.region === region
    ? []
    : [{ unknown: `what it makes is in ${inputs.region}, and is counted with the prices of ${region}` }];
}

/** A component of the program itself holds others, or has no inputs that a provider could make something of. */
function isComponent(node: Node, graph: ResourceGraph): boolean {
  const parents = graph.remember('parents', 'cost', () => new Set(graph.nodes.map(({ parent }) => parent)));
  return parents.has(node.urn) || Object.keys(node.inputs).length === 0;
}

function pricingOf(
  graph: ResourceGraph,
  region: string,
  prices: PriceTable,
  assumptions: Record<string, Assumption>,
): Pricing {
  const assumed = (name: string) => {
    const assumption = assumptions[name];
    if (!assumption) throw new TypeError(`a pricing rule rests on '${name}', which is no assumption`);
    return assumption.value;
  };
  return {
    graph,
    assumed,
    share: (what, meter, assumption, types) => {
      const count = graph.ofType(...types).filter(({ external }) => !external).length;
      const basis = count > 1 ? `one of ${count} equal parts` : undefined;
      return { what, meter, amount: assumed(assumption) / count, assumption, ...(basis && { basis }) };
    },
    costOf: charges => {
      const lines = charges.map(charge => lineOf(charge, region, prices, assumptions));
      return lines.reduce<number | undefined>(
        (sum, line) => (sum === undefined || !line ? undefined : sum + line.monthly),
        0,
      );
    },
  };
}

type Priced = Omit<CostLine, 'resource' | 'location' | 'group'>;

function lineOf(
  { what, meter, amount, basis, assumption, factor = 1 }: Charge,
  region: string,
  prices: PriceTable,
  assumptions: Record<string, Assumption>,
): Priced | undefined {
  const price = priceOf(prices, meter, region);
  if (!price) return undefined;
  const quantity = amount / price.per;
  const unitPrice = price.usd * factor;
  const reasons = [
    basis ?? (price.unit === 'hour' && amount === HOURS ? `${HOURS} hours` : undefined),
    assumption && `assumed ${assumption}=${assumptions[assumption]?.value}`,
    price.takenFrom && `no price listed for ${region}, so that of ${price.takenFrom}`,
  ];
  return {
    service: price.service,
    what,
    quantity: exact(quantity),
    unit: price.unit,
    unitPrice: exact(unitPrice),
    monthly: exact(quantity * unitPrice),
    basis: reasons.filter(Boolean).join('; ') || 'list price',
    ...(assumption !== undefined && { assumption }),
    ...(price.takenFrom !== undefined && { priceTakenFrom: price.takenFrom }),
  };
}

/** Without the last digits of binary fractions; the smallest price has ten decimals. */
function exact(value: number): number {
  return Number(value.toPrecision(10));
}
