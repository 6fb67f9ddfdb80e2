import type { PricingRule } from '../pricingRule.ts';
import { auroraRules } from './aurora.ts';
import { cacheRules } from './cache.ts';
import { cloudwatchRules } from './cloudwatch.ts';
import { endpointRule } from './endpoint.ts';
import { fargateRules } from './fargate.ts';
import { flatRules } from './flat.ts';
import { instanceRules } from './instance.ts';
import { loadBalancerRule } from './loadBalancer.ts';
import { parameterRule } from './parameter.ts';
import { rdsRule } from './rds.ts';
import { serverlessRules } from './serverless.ts';
import { volumeRule } from './volume.ts';
import { wafRules } from './waf.ts';

/** All pricing rules. A type has at most one. */
export const pricingRules: readonly PricingRule[] = [
  ...flatRules,
  ...fargateRules,
  ...instanceRules,
  ...serverlessRules,
  rdsRule,
  ...auroraRules,
  ...cacheRules,
  loadBalancerRule,
  endpointRule,
  ...wafRules,
  ...cloudwatchRules,
  volumeRule,
  parameterRule,
];
