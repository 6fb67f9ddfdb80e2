import { requirementRule } from './requirements.ts';

export const modelIsolated = requirementRule({
  id: 'model-isolated',
  title: 'Containers of models in SageMaker cannot reach the network.',
  why: 'A model from elsewhere can send the data that it receives to anyone.',
  fix: `Isolate the containers:
  enableNetworkIsolation: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html',
  controls: ['SageMaker.5'],
  requires: [
    {
      types: ['aws:sagemaker/model:Model'],
      path: 'enableNetworkIsolation',
      is: true,
      leftOut: 'fails',
      fails: 'The containers reach the network.',
      passes: 'They are isolated.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.sagemaker.Model('prices', { executionRoleArn: 'arn', primaryContainer: { image: 'prices:1' }, enableNetworkIsolation: true });`,
    ],
    failing: [
      `new aws.sagemaker.Model('prices', { executionRoleArn: 'arn', primaryContainer: { image: 'prices:1' } });`,
    ],
  },
});
