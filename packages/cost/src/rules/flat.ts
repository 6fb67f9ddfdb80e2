import type { PricingRule } from '../pricingRule.ts';
import type { Group } from '../report.ts';
import table from './flat.json' with { type: 'json' };

interface Row {
  type: string;
  group: Group;
  /** each a fixed monthly amount, or a share of an assumption */
  charges: { what: string; meter: string; amount?: number; assumption?: string }[];
}

/** The rules for types whose price does not depend on their inputs. */
export const flatRules: PricingRule[] = (table as Row[]).map(({ type, group, charges }) => ({
  types: [type],
  group,
  price: (_node, { share }) =>
    charges.map(({ what, meter, amount = 0, assumption }) => {
      if (assumption === undefined) return { what, meter, amount };
      return share(what, meter, assumption, [type]);
    }),
}));
