/** The parts of a bill, in the order in which they are told. */
export const groups = [
  'network',
  'edge',
  'service',
  'database',
  'storage',
  'security',
  'observability',
  'messaging',
] as const;

/** What something is good for. */
export type Group = (typeof groups)[number];

/** A resource, and where the program makes it. */
export interface CostSubject {
  resource: { type: string; name: string; urn: string };
  /** path from the program's folder with forward slashes; line from 1 */
  location: { file: string; line: number };
}

/** One line of a bill. */
export interface CostLine extends CostSubject {
  group: Group;
  /** whose price list it is: `Amazon VPC` */
  service: string;
  what: string;
  /** in units, a month */
  quantity: number;
  unit: string;
  /** of one unit */
  unitPrice: number;
  /** quantity × unitPrice, not rounded to cents */
  monthly: number;
  /** what the quantity and the price rest on */
  basis: string;
  /** the assumption that the quantity or the price rests on */
  assumption?: string;
  /** the region whose price was taken because the stage's own has none in the table */
  priceTakenFrom?: string;
}

/** A resource of which something cannot be priced. */
export interface Unpriced extends CostSubject {
  reason: string;
}

/** What one stage costs a month. */
export interface StageCost {
  stage: string;
  region: string;
  currency: string;
  lines: CostLine[];
  /** the sum of the lines, to a hundredth of a cent */
  total: number;
  /** what costs money, or may, and has no price in the table */
  notPriced: Unpriced[];
  /** what only a deployment tells, or what the program does not hold */
  unknown: Unpriced[];
}

/** Something that a program does not tell, and a value for it. */
export interface Assumption {
  value: number;
  unit: string;
  what: string;
}

/** What the stages of a program cost a month. */
export interface CostReport {
  project: string;
  stages: StageCost[];
  /** those that the report rests on, by name */
  assumptions: Record<string, Assumption>;
  prices: { date: string; sources: { name: string; url: string }[] };
  leftOut: string[];
}

/** The sum of lines, to a hundredth of a cent: parts of an amount give the same sum as the whole. */
export function sumOf(lines: readonly CostLine[]): number {
  return Math.round(lines.reduce((sum, { monthly }) => sum + monthly, 0) * 10_000) / 10_000;
}
