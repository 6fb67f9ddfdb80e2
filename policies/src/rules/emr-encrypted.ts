import { requirementRule } from './requirements.ts';

export const emrEncrypted = requirementRule({
  id: 'emr-encrypted',
  title: 'Security configurations of EMR encrypt data at rest and in transit.',
  why: 'The data of whole tables is on the disks of the cluster, and goes from one of its instances to another.',
  fix: `Turn on both, and name the keys and certificates:
  EncryptionConfiguration: { EnableAtRestEncryption: true, EnableInTransitEncryption: true, ... }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption.html',
  controls: ['EMR.3', 'EMR.4'],
  requires: [
    {
      types: ['aws:emr/securityConfiguration:SecurityConfiguration'],
      path: 'configuration.EncryptionConfiguration.EnableAtRestEncryption',
      is: true,
      leftOut: 'fails',
      fails: 'It does not encrypt data at rest.',
      passes: 'It encrypts data at rest.',
    },
    {
      types: ['aws:emr/securityConfiguration:SecurityConfiguration'],
      path: 'configuration.EncryptionConfiguration.EnableInTransitEncryption',
      is: true,
      leftOut: 'fails',
      fails: 'It does not encrypt data in transit.',
      passes: 'It encrypts data in transit.',
    },
  ],
  examples: {
    passing: [
      `new aws.emr.SecurityConfiguration('sales', { configuration: JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: true, EnableInTransitEncryption: true } }) });`,
    ],
    failing: [
      `new aws.emr.SecurityConfiguration('sales', { configuration: JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: true, EnableInTransitEncryption: false } }) });`,
      `new aws.emr.SecurityConfiguration('sales', { configuration: JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: false, EnableInTransitEncryption: true } }) });`,
    ],
  },
});
