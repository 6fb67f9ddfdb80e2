import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { searchAudited } from './search-audited.ts';

const later = `new aws.ssm.Parameter('p', { type: 'String', value: 'x' }).version.apply(() => true)`;

test.each([
  ['false', 'fail'],
  ['true', 'pass'],
  [later, 'unverifiable'],
])('an audit log with enabled: %s has the verdict %s', async (enabled, verdict) => {
  const lines = `new aws.opensearch.Domain('search', { advancedSecurityOptions: { enabled: true }, logPublishingOptions: [{ logType: 'AUDIT_LOGS', cloudwatchLogGroupArn: 'arn', enabled: ${enabled} }] });`;
  expect(await findingsOf(searchAudited, lines)).toMatchObject([{ verdict }]);
});
