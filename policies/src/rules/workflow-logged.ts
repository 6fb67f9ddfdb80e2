import { requirementRule } from './requirements.ts';

export const workflowLogged = requirementRule({
  id: 'workflow-logged',
  title: 'Workflows of Step Functions have a log.',
  why: 'After a failure, nothing shows which step failed with which input.',
  fix: `Send the events to a log group:
  loggingConfiguration: { level: 'ALL', logDestination: pulumi.interpolate\`\${group.arn}:*\` }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  controls: ['StepFunctions.1'],
  requires: [
    {
      types: ['aws:sfn/stateMachine:StateMachine'],
      path: 'loggingConfiguration.level',
      noneOf: ['OFF'],
      leftOut: 'fails',
      fails: 'The workflow has no log.',
      passes: 'It has a log.',
    },
  ],
  examples: {
    passing: [
      `new aws.sfn.StateMachine('orders', { roleArn: 'arn', definition: '{}', loggingConfiguration: { level: 'ERROR', logDestination: 'arn:*' } });`,
    ],
    failing: [`new aws.sfn.StateMachine('orders', { roleArn: 'arn', definition: '{}' });`],
  },
});
