import { requirementRule } from './requirements.ts';

/**
 * The policies that accept TLS 1.0 or 1.1. The table of AWS has the protocols of each:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const oldPolicies = [
  'ELBSecurityPolicy-2015-05',
  'ELBSecurityPolicy-2016-08',
  'ELBSecurityPolicy-TLS-1-0-2015-04',
  'ELBSecurityPolicy-TLS-1-1-2017-01',
  'ELBSecurityPolicy-FS-2018-06',
  'ELBSecurityPolicy-FS-1-1-2019-08',
  'ELBSecurityPolicy-TLS13-1-0-2021-06',
  'ELBSecurityPolicy-TLS13-1-1-2021-06',
  'ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04',
  'ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04',
];

/** A listener without a policy gets ELBSecurityPolicy-2016-08, which accepts TLS 1.0 (same page, looked up 2026-11-29). */
export const loadBalancerTls = requirementRule({
  id: 'load-balancer-tls',
  title: 'Listeners accept only TLS 1.2 and later.',
  why: 'TLS 1.0 and 1.1 have known weaknesses, and no current client needs them.',
  fix: `Choose a current policy:
  sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  controls: ['ELB.17'],
  requires: [
    {
      types: ['aws:lb/listener:Listener'],
      path: 'sslPolicy',
      noneOf: oldPolicies,
      leftOut: 'fails',
      when: [{ path: 'protocol', oneOf: ['HTTPS', 'TLS'] }],
      fails: 'It accepts TLS 1.0 or 1.1.',
      passes: 'It accepts only TLS 1.2 and later.',
    },
  ],
  examples: {
    passing: [
      `new aws.lb.Listener('web', { loadBalancerArn: 'arn', protocol: 'HTTPS', certificateArn: 'arn', sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', defaultActions: [] });`,
    ],
    failing: [
      `new aws.lb.Listener('web', { loadBalancerArn: 'arn', protocol: 'HTTPS', certificateArn: 'arn', defaultActions: [] });`,
    ],
  },
});
