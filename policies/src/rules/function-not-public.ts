import { requirementRule } from './requirements.ts';

/** A function whose URL needs no login is the subject of function-url-authenticated. */
export const functionNotPublic = requirementRule({
  id: 'function-not-public',
  title: 'Functions can be called only by named accounts and services.',
  why: 'Anyone with an AWS account can call the function, at your cost and with its permissions.',
  fix: `Name the account or the resource that calls it:
  principal: 's3.amazonaws.com', sourceArn: bucket.arn`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  controls: ['Lambda.1'],
  requires: [
    {
      types: ['aws:lambda/permission:Permission'],
      path: 'principal',
      noneOf: ['*'],
      leftOut: 'passes',
      when: ['sourceAccount', 'sourceArn', 'principalOrgId', 'functionUrlAuthType'].map(path => ({
        path,
        set: false,
        leftOut: 'met',
      })),
      fails: 'Every account can call the function.',
      passes: 'It names the account or the service that calls it.',
    },
  ],
  examples: {
    passing: [
      `new aws.lambda.Permission('jobs', { action: 'lambda:InvokeFunction', function: 'jobs', principal: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::images' });`,
      `new aws.lambda.Permission('jobs', { action: 'lambda:InvokeFunction', function: 'jobs', principal: '*', principalOrgId: 'o-1' });`,
    ],
    failing: [
      `new aws.lambda.Permission('jobs', { action: 'lambda:InvokeFunction', function: 'jobs', principal: '*' });`,
    ],
  },
});
