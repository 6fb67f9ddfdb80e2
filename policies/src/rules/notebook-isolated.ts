import { requirementRule } from './requirements.ts';

export const notebookIsolated = requirementRule({
  id: 'notebook-isolated',
  title: 'Notebooks are in a network of their owner, without direct internet access and without root.',
  why: 'Code in a notebook comes from many places, and reads the data of its owner.',
  fix: `Put the notebook into a subnet, and take both rights away:
  subnetId: subnet.id, securityGroups: [group.id], directInternetAccess: 'Disabled', rootAccess: 'Disabled'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-additional-considerations.html',
  controls: ['SageMaker.1', 'SageMaker.2', 'SageMaker.3'],
  requires: [
    {
      types: ['aws:sagemaker/notebookInstance:NotebookInstance'],
      path: 'directInternetAccess',
      is: 'Disabled',
      leftOut: 'fails',
      fails: 'It reaches the internet directly.',
      passes: 'It does not reach the internet directly.',
    },
    {
      types: ['aws:sagemaker/notebookInstance:NotebookInstance'],
      path: 'subnetId',
      set: true,
      leftOut: 'fails',
      fails: 'It is not in a subnet.',
      passes: 'It is in a subnet.',
    },
    {
      types: ['aws:sagemaker/notebookInstance:NotebookInstance'],
      path: 'rootAccess',
      is: 'Disabled',
      leftOut: 'fails',
      fails: 'Its users are root.',
      passes: 'Its users are not root.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.sagemaker.NotebookInstance('prices', { instanceType: 'ml.t3.medium', roleArn: 'arn', subnetId: 'subnet-1', securityGroups: ['sg-1'], directInternetAccess: 'Disabled', rootAccess: 'Disabled' });`,
    ],
    failing: [
      `new aws.sagemaker.NotebookInstance('prices', { instanceType: 'ml.t3.medium', roleArn: 'arn', subnetId: 'subnet-1', securityGroups: ['sg-1'], rootAccess: 'Disabled' });`,
      `new aws.sagemaker.NotebookInstance('prices', { instanceType: 'ml.t3.medium', roleArn: 'arn' });`,
      `new aws.sagemaker.NotebookInstance('prices', { instanceType: 'ml.t3.medium', roleArn: 'arn', subnetId: 'subnet-1', securityGroups: ['sg-1'], directInternetAccess: 'Disabled' });`,
    ],
  },
});
