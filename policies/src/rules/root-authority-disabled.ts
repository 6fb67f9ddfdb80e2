import { requirementRule } from './requirements.ts';

export const rootAuthorityDisabled = requirementRule({
  id: 'root-authority-disabled',
  title: 'Root certificate authorities are disabled while they sign nothing.',
  why: 'Everyone who can use the root authority can issue certificates that all clients trust.',
  fix: `Disable the root authority, and issue certificates with a subordinate one:
  enabled: false`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/privateca/latest/userguide/ca-best-practices.html',
  controls: ['PCA.1'],
  requires: [
    {
      types: ['aws:acmpca/certificateAuthority:CertificateAuthority'],
      path: 'enabled',
      is: false,
      leftOut: 'fails',
      when: [{ path: 'type', is: 'ROOT' }],
      fails: 'The root authority is enabled.',
      passes: 'The root authority is disabled.',
    },
  ],
  examples: {
    passing: [
      `new aws.acmpca.CertificateAuthority('root', { type: 'ROOT', enabled: false, certificateAuthorityConfiguration: { keyAlgorithm: 'RSA_4096', signingAlgorithm: 'SHA512WITHRSA', subject: { commonName: 'example.com' } } });`,
      `new aws.acmpca.CertificateAuthority('root', { type: 'SUBORDINATE', certificateAuthorityConfiguration: { keyAlgorithm: 'RSA_4096', signingAlgorithm: 'SHA512WITHRSA', subject: { commonName: 'example.com' } } });`,
    ],
    failing: [
      `new aws.acmpca.CertificateAuthority('root', { type: 'ROOT', certificateAuthorityConfiguration: { keyAlgorithm: 'RSA_4096', signingAlgorithm: 'SHA512WITHRSA', subject: { commonName: 'example.com' } } });`,
    ],
  },
});
