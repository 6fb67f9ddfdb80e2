import { requirementRule } from './requirements.ts';

export const classicCertificateManaged = requirementRule({
  id: 'classic-certificate-managed',
  title: 'Classic load balancers use certificates of ACM.',
  why: 'A certificate that was uploaded to IAM is not renewed, and its private key was in the hands of a person.',
  fix: `Let ACM issue the certificate:
  sslCertificateId: certificate.arn`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-server-cert.html',
  controls: ['ELB.2'],
  requires: [
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'listeners.*.sslCertificateId',
      matches: /^(?!arn:aws[\w-]*:iam\b)/,
      leftOut: 'passes',
      fails: 'The certificate of a listener was uploaded.',
      passes: 'Its certificates are those of ACM.',
    },
  ],
  examples: {
    passing: [
      `new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn:aws:acm:eu-north-1:123456789012:certificate/1' }] });`,
    ],
    failing: [
      `new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn:aws:iam::123456789012:server-certificate/old' }] });`,
    ],
  },
});
