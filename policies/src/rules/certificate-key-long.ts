import { requirementRule } from './requirements.ts';

export const certificateKeyLong = requirementRule({
  id: 'certificate-key-long',
  title: 'RSA keys of certificates have at least 2,048 bits.',
  why: 'A shorter key can be found with the computers of today.',
  fix: `Remove keyAlgorithm, or choose a longer key:
  keyAlgorithm: 'EC_prime256v1'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html',
  controls: ['ACM.2'],
  requires: [
    {
      types: ['aws:acm/certificate:Certificate'],
      path: 'keyAlgorithm',
      noneOf: ['RSA_1024'],
      leftOut: 'passes',
      fails: 'The key has 1,024 bits.',
      passes: 'Its key is long enough.',
    },
  ],
  examples: {
    passing: [`new aws.acm.Certificate('web', { domainName: 'example.com', validationMethod: 'DNS' });`],
    failing: [
      `new aws.acm.Certificate('web', { domainName: 'example.com', validationMethod: 'DNS', keyAlgorithm: 'RSA_1024' });`,
    ],
  },
});
