import { isUnknown, type Node, numberOf } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

/** Without a setting, CloudWatch keeps logs forever. */
export const logRetention: PolicyRule = {
  id: 'log-retention',
  title: 'Logs are kept for a defined time.',
  why: 'Logs that are never deleted cost more every month, and keep personal data longer than permitted.',
  fix: `Choose how long the logs are needed:
  retentionInDays: 30`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  controls: ['CloudWatch.16'],
  scope: 'resource',
  check: eachOf(['aws:cloudwatch/logGroup:LogGroup'], retentionResult),
  examples: {
    passing: [`new aws.cloudwatch.LogGroup('shop', { retentionInDays: 30 });`],
    failing: [
      `new aws.cloudwatch.LogGroup('shop');`,
      `new aws.cloudwatch.LogGroup('shop', { retentionInDays: 0 });`,
    ],
  },
};

function retentionResult({ inputs: { retentionInDays: days, logGroupClass } }: Node): Result {
  if (isUnknown(days)) return unknown('retentionInDays');
  if (logGroupClass === 'DELIVERY') return pass('Logs for delivery are kept for two days.');
  if ((numberOf(days) ?? 0) > 0) return pass(`Its logs are kept for ${String(days)} days.`);
  return fail('Its logs are never deleted.');
}
