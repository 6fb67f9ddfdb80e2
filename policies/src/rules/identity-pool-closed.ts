import { requirementRule } from './requirements.ts';

export const identityPoolClosed = requirementRule({
  id: 'identity-pool-closed',
  title: 'Identity pools give AWS credentials only to people who have signed in.',
  why: 'Anyone on the internet gets the credentials of guests.',
  fix: 'Set allowUnauthenticatedIdentities to false, or leave it out.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
  controls: ['Cognito.2'],
  requires: [
    {
      types: ['aws:cognito/identityPool:IdentityPool'],
      path: 'allowUnauthenticatedIdentities',
      is: false,
      leftOut: 'passes',
      fails: 'Guests get credentials.',
      passes: 'Guests get no credentials.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.cognito.IdentityPool('app', { identityPoolName: 'app' });`],
    failing: [
      `new aws.cognito.IdentityPool('app', { identityPoolName: 'app', allowUnauthenticatedIdentities: true });`,
    ],
  },
});
