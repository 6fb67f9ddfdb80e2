import { requirementRule } from './requirements.ts';

export const passwordsNotReused = requirementRule({
  id: 'passwords-not-reused',
  title: 'Users in the account cannot choose one of their last passwords again.',
  why: 'A password that was stolen works again when its user returns to it.',
  fix: `Remember the last 24 passwords:
  passwordReusePrevention: 24`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  requires: [
    {
      types: ['aws:iam/accountPasswordPolicy:AccountPasswordPolicy'],
      path: 'passwordReusePrevention',
      atLeast: 24,
      leftOut: 'fails',
      fails: 'Users can choose an earlier password again.',
      passes: 'Users cannot choose their last passwords again.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.iam.AccountPasswordPolicy('users', { passwordReusePrevention: 24 });`],
    failing: [
      `new aws.iam.AccountPasswordPolicy('users', { minimumPasswordLength: 14 });`,
      `new aws.iam.AccountPasswordPolicy('users', { passwordReusePrevention: 5 });`,
    ],
  },
});
