// The entry for `pulumi preview --policy-pack policies`.
import process from 'node:process';
import { policyPack, waiversOf } from '@goldpath/policies/crossguard';
import policy from '@pulumi/policy';

/** @param {import('@goldpath/policies/crossguard').Waivers} [waivers] */
const start = waivers => new policy.PolicyPack('goldpath', policyPack(undefined, waivers));

// the engine does not give a pack the folder of the program
const program = process.env.GOLDPATH_PROGRAM;
if (program === undefined) start();
else
  waiversOf(program).then(start, error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
