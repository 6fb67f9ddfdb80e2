// What `pulumi preview --policy-pack policies` loads.
import policy from '@pulumi/policy';
import { policyPack } from './src/crossguard.ts';

new policy.PolicyPack('goldpath', policyPack());
