import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import { distribution } from './distribution.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

/** Behaviors without a policy do not exist: the input is required. */
export const cdnHttps: PolicyRule = {
  id: 'cdn-https',
  title: 'CloudFront answers only over HTTPS.',
  why: 'Over plain HTTP, anyone on the way to CloudFront can read and change what visitors send and receive.',
  fix: `Redirect the requests in every cache behavior:
  viewerProtocolPolicy: 'redirect-to-https'`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html',
  controls: ['CloudFront.3'],
  scope: 'resource',
  check: eachOf(['aws:cloudfront/distribution:Distribution'], behaviorsResult),
  remediations: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'defaultCacheBehavior.viewerProtocolPolicy',
      value: 'redirect-to-https',
      change: 'in-place',
    },
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'orderedCacheBehaviors.*.viewerProtocolPolicy',
      value: 'redirect-to-https',
      change: 'in-place',
    },
  ],
  examples: {
    passing: [distribution({ viewerProtocolPolicy: 'redirect-to-https' })],
    failing: [distribution({ viewerProtocolPolicy: 'allow-all' })],
  },
};

function behaviorsResult({ inputs }: Node): Result {
  const behaviors = [inputs.defaultCacheBehavior, ...listOf(inputs.orderedCacheBehaviors)];
  const policies = behaviors.map(behavior => valueAt(behavior, ['viewerProtocolPolicy']));
  if (policies.includes('allow-all')) return fail('It answers over plain HTTP.');
  if (policies.some(isUnknown)) return unknown('viewerProtocolPolicy');
  return pass('It answers only over HTTPS.');
}
