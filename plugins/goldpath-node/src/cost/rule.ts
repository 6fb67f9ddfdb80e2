import type { Node, ResourceGraph } from '@goldpath/policies';
import type { Group } from './report.ts';

/** Hours of a month, as AWS counts them: 365 × 24 / 12. */
export const HOURS = 730;

/** Something that is charged. */
export interface Charge {
  what: string;
  /** the service and the price in the table: `vpc/nat` */
  meter: string;
  /** how much of it a month, in single ones: requests, and not millions of them */
  amount: number;
  /** how the amount comes about, where it does not tell itself */
  basis?: string;
  /** the assumption that the amount or the price rests on */
  assumption?: string;
  /** what the listed price is multiplied with, where it is not 1 */
  factor?: number;
}

/** What a rule has to say of a resource: a charge, or why there is none. */
export type Finding = Charge | { unknown: string } | { notPriced: string };

/** What a rule may ask. */
export interface Pricing {
  graph: ResourceGraph;
  /** the value of an assumption */
  assumed: (name: string) => number;
  /**
   * A charge for this resource's part of what is assumed for the whole stage: all resources of these types have equal
   * parts.
   */
  share: (what: string, meter: string, assumption: string, types: readonly string[]) => Charge;
  /** US dollars of charges, for messages; nothing when one has no price */
  costOf: (charges: readonly Charge[]) => number | undefined;
}

/** How resources of some types are charged. */
export interface PricingRule {
  types: readonly string[];
  group: Group;
  price: (node: Node, pricing: Pricing) => Finding[];
}
