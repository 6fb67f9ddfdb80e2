import { bucketNotPublic } from './rules/bucket-not-public.ts';
import { componentsSeen } from './rules/components-seen.ts';
import { databaseNotPublic } from './rules/database-not-public.ts';
import { databasePortClosed } from './rules/database-port-closed.ts';
import { databaseZones } from './rules/database-zones.ts';
import { githubTrustExact } from './rules/github-trust-exact.ts';
import { iamNoWildcard } from './rules/iam-no-wildcard.ts';
import { loadBalancerHttps } from './rules/load-balancer-https.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { noDefaultNetwork } from './rules/no-default-network.ts';
import { noPlainSecret } from './rules/no-plain-secret.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import { serviceBehindLoadBalancer } from './rules/service-behind-load-balancer.ts';
import type { PolicyRule } from './rules/rule.ts';

/** Every rule of the policy pack, in the order of their ids. */
export const rules: readonly PolicyRule[] = [
  bucketNotPublic,
  componentsSeen,
  databaseNotPublic,
  databasePortClosed,
  databaseZones,
  githubTrustExact,
  iamNoWildcard,
  loadBalancerHttps,
  natPerZone,
  noDefaultNetwork,
  noPlainSecret,
  privateSubnets,
  serviceBehindLoadBalancer,
];
