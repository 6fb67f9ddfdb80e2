import type { PricingRule } from '../rule.ts';
import { textAt } from './amount.ts';

/** Parameters are free but for those of the advanced tier, which Intelligent-Tiering may choose too. */
export const parameterRule: PricingRule = {
  types: ['aws:ssm/parameter:Parameter'],
  group: 'security',
  price({ inputs }) {
    const tier = textAt(inputs, ['tier'], 'Standard');
    return tier === 'Standard'
      ? []
      : [{ notPriced: `a parameter of the tier ${tier ?? 'that only a deployment tells'}` }];
  },
};
