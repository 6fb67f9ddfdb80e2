import { isUnknown, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import { distribution } from './distribution.ts';
import type { PolicyRule } from './rule.ts';
import { configuredBy, eachOf, isSet, pass, type Result, unknown } from './settings.ts';

/** The second version of the logs is a delivery of its own. */
export const cdnLogged: PolicyRule = {
  id: 'cdn-logged',
  title: 'CloudFront logs requests.',
  why: 'After an attack, nothing shows who requested what.',
  fix: `Write the log to a bucket:
  loggingConfig: { bucket: logs.bucketDomainName, prefix: 'site/' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html',
  controls: ['CloudFront.5'],
  check: eachOf(['aws:cloudfront/distribution:Distribution'], distributionResult),
  examples: {
    passing: [
      distribution({ more: "loggingConfig: { bucket: 'logs.s3.amazonaws.com' }" }),
      `const site = ${distribution()}
new aws.cloudwatch.LogDeliverySource('site', { logType: 'ACCESS_LOGS', resourceArn: site.arn });`,
    ],
    failing: [distribution()],
  },
};

function distributionResult(node: Node, graph: ResourceGraph): Result {
  const config: unknown = node.inputs.loggingConfig;
  if (isUnknown(config)) return unknown('loggingConfig');
  if (isSet(valueAt(config, ['bucket']))) return pass('It logs requests.');
  return configuredBy(node, graph, {
    type: 'aws:cloudwatch/logDeliverySource:LogDeliverySource',
    input: 'resourceArn',
    passes: 'It logs requests.',
    fails: 'Requests are not logged.',
  });
}
