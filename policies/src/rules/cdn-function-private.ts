import { holdsUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import { distribution } from './distribution.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, unknown } from './settings.ts';

const functionUrl = 'aws:lambda/functionUrl:FunctionUrl';

export const cdnFunctionPrivate: PolicyRule = {
  id: 'cdn-function-private',
  title: 'Function URLs behind CloudFront accept only requests that it has signed.',
  why: 'Anyone who knows the URL can call the function past the firewall and the cache.',
  fix: `Let CloudFront sign its requests, and require IAM at the URL:
  originAccessControlId: new aws.cloudfront.OriginAccessControl('jobs', { originAccessControlOriginType: 'lambda', signingBehavior: 'always', signingProtocol: 'sigv4' }).id`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  controls: ['CloudFront.16'],
  check: eachOf(['aws:cloudfront/distribution:Distribution'], distributionResult),
  examples: {
    passing: [
      distribution({
        origin: "domainName: 'a1.lambda-url.eu-north-1.on.aws', originAccessControlId: 'E1'",
      }),
      distribution(),
    ],
    failing: [
      `const jobs = new aws.lambda.FunctionUrl('jobs', { functionName: 'jobs', authorizationType: 'AWS_IAM' });
${distribution({ origin: "domainName: jobs.functionUrl.apply(url => url.replace(/^https:\\/\\//, '').replace(/\\/$/, ''))" })}`,
      distribution({ origin: "domainName: 'a1.lambda-url.eu-north-1.on.aws'" }),
    ],
  },
};

function distributionResult({ inputs }: Node, graph: ResourceGraph): Result {
  if (listOf(inputs.origins).some(origin => typeof origin !== 'object')) return unknown('origins');
  const open = listOf(inputs.origins).filter(origin => !isSet(valueAt(origin, ['originAccessControlId'])));
  const domains = open.map(origin => valueAt(origin, ['domainName']));
  if (domains.some(domain => isFunction(domain, graph)))
    return fail('It calls the URL of a function without signing its requests.');
  if (domains.some(isUnclear)) return unknown('The domain of an origin');
  return listOf(inputs.origins).some(origin => isFunction(valueAt(origin, ['domainName']), graph))
    ? pass('It signs its requests to functions.')
    : undefined;
}

function isFunction(domain: unknown, graph: ResourceGraph): boolean {
  const text = String(domain);
  return text.includes('.lambda-url.') || graph.mentionedIn(text).some(({ type }) => type === functionUrl);
}

/** Buckets and load balancers have domains of AWS. A domain that was cut from a made-up URL may be missing. */
function isUnclear(domain: unknown): boolean {
  if (typeof domain !== 'string') return true;
  return holdsUnknown(domain) && !domain.endsWith('.amazonaws.com');
}
