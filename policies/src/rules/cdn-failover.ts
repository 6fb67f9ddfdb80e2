import { distribution } from './distribution.ts';
import { requirementRule } from './requirements.ts';

export const cdnFailover = requirementRule({
  id: 'cdn-failover',
  title: 'CloudFront has a second origin for the case that the first fails.',
  why: 'While the origin or its region is down, the site is down.',
  fix: `Add a group of two origins, and name it in the behavior:
  originGroups: [{ originId: 'site', failoverCriteria: { statusCodes: [500, 502, 503, 504] }, members: [{ originId: 'first' }, { originId: 'second' }] }]`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html',
  controls: ['CloudFront.4'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'originGroups',
      atLeast: 1,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'It has no second origin.',
      passes: 'It has a second origin.',
    },
  ],
  examples: {
    passing: [
      distribution({
        more: "originGroups: [{ originId: 'both', failoverCriteria: { statusCodes: [503] }, members: [{ originId: 'site' }, { originId: 'other' }] }]",
      }),
    ],
    failing: [distribution()],
  },
});
