import { requirementRule } from './requirements.ts';

// cspell:ignore dotnetcore

/**
 * The runtimes whose support ended by November 2026, looked up 2026-12-01. The table of AWS has their dates, and later ones:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const ended = [
  ...[
    'nodejs',
    'nodejs4.3',
    'nodejs6.10',
    'nodejs8.10',
    'nodejs10.x',
    'nodejs12.x',
    'nodejs14.x',
    'nodejs16.x',
    'nodejs18.x',
    'nodejs20.x',
  ],
  ...['python2.7', 'python3.6', 'python3.7', 'python3.8', 'python3.9', 'python3.10'],
  ...['ruby2.5', 'ruby2.7', 'ruby3.2', 'java8', 'go1.x', 'provided', 'provided.al2'],
  ...['dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1', 'dotnetcore3.1', 'dotnet6', 'dotnet8'],
];

export const functionRuntimeSupported = requirementRule({
  id: 'function-runtime-supported',
  title: 'Functions use a runtime that AWS supports.',
  why: 'A runtime that has ended gets no security fixes, and some months later functions with it cannot be changed any more.',
  fix: `Move to a current runtime:
  runtime: 'nodejs22.x'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  controls: ['Lambda.2'],
  requires: [
    {
      types: ['aws:lambda/function:Function'],
      path: 'runtime',
      noneOf: ended,
      leftOut: 'passes',
      fails: 'AWS does not support its runtime any more.',
      passes: 'AWS supports its runtime.',
    },
  ],
  examples: {
    passing: [
      `new aws.lambda.Function('jobs', { role: 'arn', handler: 'index.handler', runtime: 'nodejs22.x' });`,
      `new aws.lambda.Function('jobs', { role: 'arn', packageType: 'Image', imageUri: 'jobs:1' });`,
    ],
    failing: [
      `new aws.lambda.Function('jobs', { role: 'arn', handler: 'index.handler', runtime: 'nodejs16.x' });`,
      `new aws.lambda.Function('jobs', { role: 'arn', handler: 'bootstrap', runtime: 'provided.al2' });`,
    ],
    unverifiable: [
      `const other = new pulumi.StackReference('other').getOutput('setting') as pulumi.Output<any>;
new aws.lambda.Function('jobs', { role: 'arn', handler: 'index.handler', runtime: other });`,
    ],
  },
});
