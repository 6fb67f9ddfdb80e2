import type { Group } from '../report.ts';
import type { PricingRule } from '../rule.ts';
import table from './flat.json' with { type: 'json' };

interface Row {
  type: string;
  group: Group;
  /** each a fixed amount a month, or a part of an assumption */
  charges: { what: string; meter: string; amount?: number; assumption?: string }[];
}

/** What costs the same whatever its inputs say. */
export const flatRules: PricingRule[] = (table as Row[]).map(({ type, group, charges }) => ({
  types: [type],
  group,
  price: (_node, { share }) =>
    charges.map(({ what, meter, amount = 0, assumption }) =>
      assumption === undefined ? { what, meter, amount } : share(what, meter, assumption, [type]),
    ),
}));
