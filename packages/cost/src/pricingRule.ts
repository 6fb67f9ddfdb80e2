import type { Node, ResourceGraph } from '@goldpath/program';
import type { Group } from './report.ts';

/** The hours of a month, as AWS counts them: 365 × 24 / 12. */
export const HOURS = 730;

/** A charge for a resource. */
export interface Charge {
  what: string;
  /** the keys of the service and the price in the table: `vpc/nat` */
  meter: string;
  /** the monthly quantity in single items: requests, not millions of requests */
  amount: number;
  /** how the amount is calculated, when it is not obvious */
  basis?: string;
  /** the assumption that the amount or the price is based on */
  assumption?: string;
  /** multiplies the list price; 1 by default */
  factor?: number;
}

/** The reason why a resource, or a part of it, is not charged although it may cost money. */
export type NoCharge = { unknown: string } | { notPriced: string };

/** A result of a pricing rule. */
export type PricingResult = Charge | NoCharge;

/** The data that pricing rules can use. */
export interface PricingContext {
  graph: ResourceGraph;
  /** returns the value of an assumption */
  assumed: (name: string) => number;
  /** returns a charge for the resource's share of an assumption, which all resources of these types share equally */
  share: (what: string, meter: string, assumption: string, types: readonly string[]) => Charge;
  /** returns the sum of charges in US dollars, for messages; `undefined` when one of them has no price */
  costOf: (charges: readonly Charge[]) => number | undefined;
}

/** How resources of some types are charged. */
export interface PricingRule {
  types: readonly string[];
  group: Group;
  price: (node: Node, context: PricingContext) => PricingResult[];
}

/**
 * Returns the result for a resource whose cost depends on a value that is known only when it is deployed.
 *
 * @param value such as `its instance class`
 */
export function unknownUntilDeployed(value: string): NoCharge {
  return { unknown: `${value} is known only when it is deployed` };
}
