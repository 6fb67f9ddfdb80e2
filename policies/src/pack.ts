import { databaseNotPublic } from './rules/database-not-public.ts';
import { databasePortClosed } from './rules/database-port-closed.ts';
import { databaseZones } from './rules/database-zones.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { noDefaultNetwork } from './rules/no-default-network.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import { serviceBehindLoadBalancer } from './rules/service-behind-load-balancer.ts';
import type { Rule } from './rules/rule.ts';

/** Everything that infrastructure has to keep. */
export const rules: readonly Rule[] = [
  databaseNotPublic,
  databasePortClosed,
  databaseZones,
  natPerZone,
  noDefaultNetwork,
  privateSubnets,
  serviceBehindLoadBalancer,
];
