import { requirementRule } from './requirements.ts';

/** Serverless variants have no instances. Stages for development, which may fail, are left out. */
export const modelInstances = requirementRule({
  id: 'model-instances',
  title: 'Endpoints of SageMaker have several instances.',
  why: 'An endpoint with one instance is away while that instance is replaced.',
  fix: `Add a second instance, which is placed in another zone:
  productionVariants: [{ modelName: model.name, instanceType: 'ml.c6i.large', initialInstanceCount: 2 }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/sagemaker/latest/dg/best-practices-endpoint.html',
  controls: ['SageMaker.4'],
  requires: [
    {
      types: ['aws:sagemaker/endpointConfiguration:EndpointConfiguration'],
      path: 'productionVariants.*.initialInstanceCount?',
      atLeast: 2,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'It has one instance.',
      passes: 'It has several instances.',
    },
  ],
  examples: {
    passing: [
      `new aws.sagemaker.EndpointConfiguration('prices', { productionVariants: [{ modelName: 'prices', instanceType: 'ml.c6i.large', initialInstanceCount: 2 }] });`,
      `new aws.sagemaker.EndpointConfiguration('prices', { productionVariants: [{ modelName: 'prices', serverlessConfig: { memorySizeInMb: 2048, maxConcurrency: 5 } }] });`,
    ],
    failing: [
      `new aws.sagemaker.EndpointConfiguration('prices', { productionVariants: [{ modelName: 'prices', instanceType: 'ml.c6i.large', initialInstanceCount: 1 }] });`,
    ],
  },
});
