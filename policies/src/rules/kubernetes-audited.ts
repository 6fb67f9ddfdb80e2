import { requirementRule } from './requirements.ts';

export const kubernetesAudited = requirementRule({
  id: 'kubernetes-audited',
  title: 'Kubernetes clusters have an audit log.',
  why: 'After an attack, nothing shows who changed what in the cluster.',
  fix: `Send the audit log to CloudWatch:
  enabledClusterLogTypes: ['audit', 'authenticator']`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
  controls: ['EKS.8'],
  requires: [
    {
      types: ['aws:eks/cluster:Cluster'],
      path: 'enabledClusterLogTypes',
      includes: 'audit',
      leftOut: 'fails',
      fails: 'The cluster has no audit log.',
      passes: 'It has an audit log.',
    },
  ],
  examples: {
    passing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] }, enabledClusterLogTypes: ['api', 'audit'] });`,
    ],
    failing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } });`,
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] }, enabledClusterLogTypes: ['api'] });`,
    ],
  },
});
