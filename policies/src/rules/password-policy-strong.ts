import { type Requirement, requirementRule } from './requirements.ts';

const kinds = [
  'requireLowercaseCharacters',
  'requireUppercaseCharacters',
  'requireNumbers',
  'requireSymbols',
];

/** A setting that is left out requires nothing. */
export const passwordPolicyStrong = requirementRule({
  id: 'password-policy-strong',
  title: 'The passwords of users in the account are long and mixed.',
  why: 'Short passwords are guessed, or found in lists of stolen ones.',
  fix: `Require long passwords of every kind of character:
  minimumPasswordLength: 14, requireLowercaseCharacters: true, requireUppercaseCharacters: true,
  requireNumbers: true, requireSymbols: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  controls: ['IAM.7'],
  requires: [
    {
      types: ['aws:iam/accountPasswordPolicy:AccountPasswordPolicy'],
      path: 'minimumPasswordLength',
      atLeast: 8,
      leftOut: 'fails',
      fails: 'A password may have less than eight characters.',
      passes: 'A password has at least eight characters.',
      remediation: 'in-place',
    },
    ...kinds.map((kind): Requirement => ({
      types: ['aws:iam/accountPasswordPolicy:AccountPasswordPolicy'],
      path: kind,
      is: true,
      leftOut: 'fails',
      fails: `The policy does not have ${kind}.`,
      passes: `The policy has ${kind}.`,
      remediation: 'in-place',
    })),
  ],
  examples: {
    passing: [
      `new aws.iam.AccountPasswordPolicy('users', { minimumPasswordLength: 14, requireLowercaseCharacters: true, requireUppercaseCharacters: true, requireNumbers: true, requireSymbols: true });`,
    ],
    failing: [
      `new aws.iam.AccountPasswordPolicy('users', { minimumPasswordLength: 6, requireNumbers: true });`,
    ],
  },
});
