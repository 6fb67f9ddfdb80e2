import { listOf, valueAt } from '@goldpath/program';
import type { PricingResult, PricingRule } from '../pricingRule.ts';

const ACL = 'aws:wafv2/webAcl:WebAcl';

/** AWS managed rule groups that are charged in addition to their rule. */
const paidGroup = /AWSManagedRules(BotControl|ATP|ACFP|AntiDDoS)RuleSet/;

const aclRule: PricingRule = {
  types: [ACL],
  group: 'edge',
  price({ inputs }, { share }) {
    const results: PricingResult[] = [
      { what: 'web ACL', meter: 'waf/acl', amount: 1 },
      ...ruleCharge(inputs),
      share('requests that the web ACL inspects', 'waf/requests', 'requests', [ACL]),
    ];
    const paid = paidGroup.exec(JSON.stringify(listOf(inputs.rules)))?.[0];
    if (paid !== undefined) results.push({ notPriced: `the rule group ${paid}, except for its rule` });
    return results;
  },
};

const groupRule: PricingRule = {
  types: ['aws:wafv2/ruleGroup:RuleGroup'],
  group: 'edge',
  price: ({ inputs }) => ruleCharge(inputs),
};

/** A rule group counts as one rule of the web ACL. */
function ruleCharge(inputs: Record<string, unknown>): PricingResult[] {
  const rules = valueAt(inputs, ['rules']);
  if (typeof rules === 'string' || inputs.ruleJson !== undefined)
    return [{ unknown: 'the number of its rules cannot be determined' }];
  const amount = listOf(rules).length;
  if (amount === 0) return [];
  return [{ what: 'rules', meter: 'waf/rule', amount }];
}

/** The rules for web ACLs and their rule groups. */
export const wafRules = [aclRule, groupRule];
