import { isUnknown, type Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

/** A URL is public where its authorization type is NONE. */
export const functionUrlAuthenticated: PolicyRule = {
  id: 'function-url-authenticated',
  title: 'The URLs of functions require authentication.',
  why: 'Anyone who finds the URL can call the function, at your cost and with its permissions.',
  fix: `Let only callers with permissions of IAM in, or put an API with its own authentication in front:
  authorizationType: 'AWS_IAM'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  controls: ['Lambda.1'],
  scope: 'resource',
  check: eachOf(['aws:lambda/functionUrl:FunctionUrl'], urlResult),
  examples: {
    passing: [`new aws.lambda.FunctionUrl('hook', { functionName: 'hook', authorizationType: 'AWS_IAM' });`],
    failing: [`new aws.lambda.FunctionUrl('hook', { functionName: 'hook', authorizationType: 'NONE' });`],
  },
};

function urlResult({ inputs: { authorizationType } }: Node): Result {
  if (isUnknown(authorizationType)) return unknown('authorizationType');
  if (authorizationType === 'NONE') return fail('Anyone can call the function by its URL.');
  return pass('Its callers are authenticated.');
}
