import { requirementRule } from './requirements.ts';

/** The API is public by default, for every address. */
export const kubernetesApiClosed = requirementRule({
  id: 'kubernetes-api-closed',
  title: 'The API of a Kubernetes cluster is closed to the internet.',
  why: 'Anyone on the internet can try stolen credentials and known vulnerabilities against the API.',
  fix: `Close the public endpoint, or name the addresses that may use it:
  vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false, subnetIds }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  controls: ['EKS.1'],
  requires: [
    {
      types: ['aws:eks/cluster:Cluster'],
      path: 'vpcConfig.endpointPublicAccess',
      is: false,
      leftOut: 'fails',
      when: [{ path: 'vpcConfig.publicAccessCidrs', includes: '0.0.0.0/0', leftOut: 'met' }],
      fails: 'Everyone on the internet can reach the API.',
      passes: 'The internet cannot reach the API.',
    },
  ],
  examples: {
    passing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'], endpointPrivateAccess: true, endpointPublicAccess: false } });`,
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'], publicAccessCidrs: ['192.0.2.0/24'] } });`,
    ],
    failing: [
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } });`,
      `new aws.eks.Cluster('work', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'], publicAccessCidrs: ['0.0.0.0/0'] } });`,
    ],
  },
});
