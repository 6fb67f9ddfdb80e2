import { databaseNotPublic } from './rules/database-not-public.ts';
import { databaseZones } from './rules/database-zones.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import type { Rule } from './rules/rule.ts';

/** Everything that infrastructure has to keep. */
export const rules: readonly Rule[] = [databaseNotPublic, databaseZones, natPerZone, privateSubnets];
