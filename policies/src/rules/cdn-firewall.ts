import { distribution } from './distribution.ts';
import { requirementRule } from './requirements.ts';

export const cdnFirewall = requirementRule({
  id: 'cdn-firewall',
  title: 'A firewall protects CloudFront.',
  why: 'Floods and known attacks reach the origin.',
  fix: `Name a web ACL with the scope CLOUDFRONT:
  webAclId: acl.arn`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html',
  controls: ['CloudFront.6'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'webAclId',
      set: true,
      leftOut: 'fails',
      fails: 'It has no firewall.',
      passes: 'It has a firewall.',
    },
  ],
  examples: {
    passing: [distribution({ more: "webAclId: 'arn:aws:wafv2:us-east-1:123456789012:global/site'" })],
    failing: [distribution()],
  },
});
