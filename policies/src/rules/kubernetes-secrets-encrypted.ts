import { requirementRule } from './requirements.ts';

export const kubernetesSecretsEncrypted = requirementRule({
  id: 'kubernetes-secrets-encrypted',
  title: 'The secrets of a Kubernetes cluster are encrypted with a key of KMS.',
  why: 'Only the disks of AWS encrypt the secrets, so that access to them cannot be refused or recorded.',
  fix: `Name a key:
  encryptionConfig: { resources: ['secrets'], provider: { keyArn: key.arn } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html',
  controls: ['EKS.3'],
  requires: [
    {
      types: ['aws:eks/cluster:Cluster'],
      path: 'encryptionConfig',
      set: true,
      leftOut: 'fails',
      fails: 'No key of KMS encrypts its secrets.',
      passes: 'A key of KMS encrypts its secrets.',
    },
  ],
  examples: {
    passing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] }, encryptionConfig: { resources: ['secrets'], provider: { keyArn: 'arn' } } });`,
    ],
    failing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } });`,
    ],
  },
});
