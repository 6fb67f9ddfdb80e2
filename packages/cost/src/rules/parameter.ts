import type { PricingRule } from '../pricingRule.ts';
import { stringAt } from './inputs.ts';

/** Standard parameters are free. Advanced parameters are not, and Intelligent-Tiering may choose that tier. */
export const parameterRule: PricingRule = {
  types: ['aws:ssm/parameter:Parameter'],
  group: 'security',
  price({ inputs }) {
    const tier = stringAt(inputs, ['tier'], 'Standard');
    if (tier === 'Standard') return [];
    if (tier === undefined)
      return [{ notPriced: 'a parameter whose tier is known only when it is deployed' }];
    return [{ notPriced: `a parameter of the tier ${tier}` }];
  },
};
