import { distribution } from './distribution.ts';
import { requirementRule } from './requirements.ts';

/** A distribution for an API needs none: it accepts methods that write. */
export const cdnRootObject = requirementRule({
  id: 'cdn-root-object',
  title: 'CloudFront answers the root of a site with a page.',
  why: 'A request for the root can show the list of all objects of the bucket.',
  fix: `Name the page:
  defaultRootObject: 'index.html'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
  controls: ['CloudFront.1'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'defaultRootObject',
      set: true,
      leftOut: 'fails',
      when: [{ path: 'defaultCacheBehavior.allowedMethods.*', noneOf: ['POST'], leftOut: 'met' }],
      fails: 'It has no page for the root.',
      passes: 'It has a page for the root.',
    },
  ],
  examples: {
    passing: [distribution({ more: "defaultRootObject: 'index.html'" })],
    failing: [distribution()],
  },
});
