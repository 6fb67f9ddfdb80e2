import { requirementRule } from './requirements.ts';

export const apiTraced = requirementRule({
  id: 'api-traced',
  title: 'REST APIs record traces.',
  why: 'In a slow or failing request, nothing shows which part of the system took the time.',
  fix: `Turn on X-Ray:
  xrayTracingEnabled: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html',
  controls: ['APIGateway.3'],
  requires: [
    {
      types: ['aws:apigateway/stage:Stage'],
      path: 'xrayTracingEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'The stage records no traces.',
      passes: 'It records traces.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.apigateway.Stage('shop', { restApi: 'api', deployment: 'd', stageName: 'prod', xrayTracingEnabled: true });`,
    ],
    failing: [`new aws.apigateway.Stage('shop', { restApi: 'api', deployment: 'd', stageName: 'prod' });`],
  },
});
