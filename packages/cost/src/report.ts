import type { LocatedSubject } from '@goldpath/program';

/** The sections of a bill, in the order in which they are printed. */
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

/** A section of a bill. */
export type Group = (typeof groups)[number];

/** One line of a bill: a charge for a resource. */
export interface CostLine extends LocatedSubject {
  group: Group;
  /** the AWS service whose price list applies: `Amazon VPC` */
  service: string;
  what: string;
  /** the monthly quantity, in units */
  quantity: number;
  unit: string;
  /** the price of one unit */
  unitPrice: number;
  /** quantity × unitPrice, not rounded to cents */
  monthly: number;
  /** how the quantity and the price were determined */
  basis: string;
  /** the assumption that the quantity or the price is based on */
  assumption?: string;
  /** the region whose price is used because the table has none for the stage's region */
  priceTakenFrom?: string;
}

/** A resource that cannot be priced, in whole or in part. */
export interface Unpriced extends LocatedSubject {
  reason: string;
}

/** The monthly cost of one stage. */
export interface StageCost {
  stage: string;
  region: string;
  currency: string;
  lines: CostLine[];
  /** the sum of the lines, rounded to a hundredth of a cent */
  total: number;
  /** resources that cost money, or may cost money, and have no price in the table */
  notPriced: Unpriced[];
  /** resources whose cost depends on values that are known only when it is deployed, or that are not in the program */
  unknown: Unpriced[];
}

/** A value for a quantity that the program does not determine, such as the number of requests. */
export interface Assumption {
  value: number;
  unit: string;
  what: string;
}

/** The monthly cost of a program, by stage. */
export interface CostReport {
  project: string;
  stages: StageCost[];
  /** the assumptions that the report is based on, by name */
  assumptions: Record<string, Assumption>;
  prices: { date: string; sources: { name: string; url: string }[] };
  /** costs that the report does not include */
  leftOut: string[];
}

/** Returns the sum of lines, rounded to a hundredth of a cent, so that parts of an amount add up to the whole. */
export function sumOf(lines: readonly CostLine[]): number {
  return Math.round(lines.reduce((sum, { monthly }) => sum + monthly, 0) * 10_000) / 10_000;
}
