import { requirementRule } from './requirements.ts';

/** The provider chooses notebook-al2-v3 by default. */
export const notebookPlatform = requirementRule({
  id: 'notebook-platform',
  title: 'Notebooks of SageMaker run on a supported platform.',
  why: 'The operating system of an old platform gets no security updates.',
  fix: `Choose a current platform:
  platformIdentifier: 'notebook-al2023-v1'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-al2.html',
  controls: ['SageMaker.8'],
  requires: [
    {
      types: ['aws:sagemaker/notebookInstance:NotebookInstance'],
      path: 'platformIdentifier',
      noneOf: ['notebook-al1-v1', 'notebook-al2-v1', 'notebook-al2-v2'],
      leftOut: 'passes',
      fails: 'Its platform is not supported any more.',
      passes: 'Its platform is supported.',
    },
  ],
  examples: {
    passing: [
      `new aws.sagemaker.NotebookInstance('prices', { roleArn: 'arn', instanceType: 'ml.t3.medium' });`,
      `new aws.sagemaker.NotebookInstance('prices', { roleArn: 'arn', instanceType: 'ml.t3.medium', platformIdentifier: 'notebook-al2023-v1' });`,
    ],
    failing: [
      `new aws.sagemaker.NotebookInstance('prices', { roleArn: 'arn', instanceType: 'ml.t3.medium', platformIdentifier: 'notebook-al1-v1' });`,
    ],
  },
});
