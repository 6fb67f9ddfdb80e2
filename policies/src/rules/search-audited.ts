import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchAt, switchOf, unknown } from './settings.ts';

/** Audit logs exist only with fine-grained access control, which `search-access-controlled` requires. */
export const searchAudited: PolicyRule = {
  id: 'search-audited',
  title: 'Search domains write an audit log.',
  why: 'After a leak, nothing shows who read which documents.',
  fix: `Send the audit log to a log group, and turn it on in the dashboard:
  logPublishingOptions: [{ logType: 'AUDIT_LOGS', cloudwatchLogGroupArn: group.arn }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html',
  controls: ['Opensearch.5', 'ES.5'],
  scope: 'resource',
  check: eachOf(['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'], domainResult),
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', advancedSecurityOptions: { enabled: true }, logPublishingOptions: [{ logType: 'AUDIT_LOGS', cloudwatchLogGroupArn: 'arn' }] });`,
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`,
    ],
    failing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', advancedSecurityOptions: { enabled: true }, logPublishingOptions: [{ logType: 'ES_APPLICATION_LOGS', cloudwatchLogGroupArn: 'arn' }] });`,
    ],
  },
};

function domainResult(domain: Node): Result {
  const accessControl = switchAt(domain, 'advancedSecurityOptions', 'enabled');
  if (accessControl === 'unknown') return unknown('advancedSecurityOptions.enabled');
  if (accessControl !== 'on') return undefined;
  const logs = listOf(domain.inputs.logPublishingOptions);
  const audit = logs.find(log => valueAt(log, ['logType']) === 'AUDIT_LOGS');
  if (audit !== undefined) {
    const state = switchOf(valueAt(audit, ['enabled'])) ?? 'on';
    if (state === 'unknown') return unknown('logPublishingOptions.enabled');
    return state === 'on' ? pass('It writes an audit log.') : fail('Its audit log is turned off.');
  }
  if (logs.some(log => isUnknown(valueAt(log, ['logType'])))) return unknown('logPublishingOptions.logType');
  return fail('It writes no audit log.');
}
