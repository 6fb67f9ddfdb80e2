// The entry for `pulumi preview --policy-pack policies`.
import { policyPack } from '@goldpath/policies/crossguard';
import policy from '@pulumi/policy';

new policy.PolicyPack('goldpath', policyPack());
