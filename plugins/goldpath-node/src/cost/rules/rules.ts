import type { PricingRule } from '../rule.ts';
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

/** Everything that can be priced. */
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
