import { requirementRule } from './requirements.ts';

/**
 * The versions whose standard support had ended on 2026-11-30, 1.33 being the last:
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
const supported = /^(?!1\.(\d|[12]\d|3[0-3])$)/;

/** A cluster without a version gets the newest one. */
export const kubernetesVersionSupported = requirementRule({
  id: 'kubernetes-version-supported',
  title: 'Clusters of EKS run a version in standard support.',
  why: 'Kubernetes itself fixes no vulnerabilities of older versions, and AWS charges for its extended support.',
  fix: `Upgrade the cluster, one minor version after another:
  version: '1.35'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
  controls: ['EKS.2'],
  requires: [
    {
      types: ['aws:eks/cluster:Cluster'],
      path: 'version',
      matches: supported,
      leftOut: 'passes',
      fails: 'The standard support of its version has ended.',
      passes: 'Its version is in standard support.',
    },
  ],
  examples: {
    passing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', version: '1.35', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } });`,
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } });`,
    ],
    failing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', version: '1.29', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } });`,
    ],
  },
});
