import { listOf, valueAt } from '@goldpath/policies';
import type { Finding, PricingRule } from '../rule.ts';

const ACL = 'aws:wafv2/webAcl:WebAcl';

/** Rule groups of AWS that cost more than their rules. */
const paid = /AWSManagedRules(BotControl|ATP|ACFP|AntiDDoS)RuleSet/;

const aclRule: PricingRule = {
  types: [ACL],
  group: 'edge',
  price({ inputs }, { share }) {
    const rules = listOf(inputs.rules);
    const extra = paid.exec(JSON.stringify(rules))?.[0];
    return [
      { what: 'web ACL', meter: 'waf/acl', amount: 1 },
      ...ruleCharge(inputs),
      share('requests that the web ACL sees', 'waf/requests', 'requests', [ACL]),
      ...(extra === undefined ? [] : [{ notPriced: `the rule group ${extra} beyond its rule` }]),
    ];
  },
};

const groupRule: PricingRule = {
  types: ['aws:wafv2/ruleGroup:RuleGroup'],
  group: 'edge',
  price: ({ inputs }) => ruleCharge(inputs),
};

/** A rule group counts as one rule of the web ACL. */
function ruleCharge(inputs: Record<string, unknown>): Finding[] {
  const rules = valueAt(inputs, ['rules']);
  if (typeof rules === 'string' || inputs.ruleJson !== undefined)
    return [{ unknown: 'how many rules it has cannot be told' }];
  const amount = listOf(rules).length;
  return amount === 0 ? [] : [{ what: 'rules', meter: 'waf/rule', amount }];
}

export const wafRules = [aclRule, groupRule];
