import { databaseNotPublic } from './rules/database-not-public.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import type { Rule } from './rules/rule.ts';

/** Everything that infrastructure has to keep. */
export const rules: readonly Rule[] = [databaseNotPublic, privateSubnets];
