import { requirementRule } from './requirements.ts';

export const userPoolPasswords = requirementRule({
  id: 'user-pool-passwords',
  title: 'User pools require strong passwords.',
  why: 'Short and simple passwords are found by trying.',
  fix: `Leave out passwordPolicy, whose defaults are strong, or set every part of it:
  passwordPolicy: {
    minimumLength: 12, requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true,
  }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html',
  controls: ['Cognito.3'],
  requires: [
    {
      types: ['aws:cognito/userPool:UserPool'],
      path: 'passwordPolicy?.minimumLength',
      atLeast: 8,
      leftOut: 'fails',
      fails: 'Passwords may have fewer than eight characters.',
      passes: 'Passwords have at least eight characters.',
      remediation: 'in-place',
    },
    {
      types: ['aws:cognito/userPool:UserPool'],
      path: 'passwordPolicy?.requireLowercase',
      is: true,
      leftOut: 'fails',
      fails: 'Passwords need no lowercase letters.',
      passes: 'Passwords need lowercase letters.',
      remediation: 'in-place',
    },
    {
      types: ['aws:cognito/userPool:UserPool'],
      path: 'passwordPolicy?.requireUppercase',
      is: true,
      leftOut: 'fails',
      fails: 'Passwords need no uppercase letters.',
      passes: 'Passwords need uppercase letters.',
      remediation: 'in-place',
    },
    {
      types: ['aws:cognito/userPool:UserPool'],
      path: 'passwordPolicy?.requireNumbers',
      is: true,
      leftOut: 'fails',
      fails: 'Passwords need no digits.',
      passes: 'Passwords need digits.',
      remediation: 'in-place',
    },
    {
      types: ['aws:cognito/userPool:UserPool'],
      path: 'passwordPolicy?.requireSymbols',
      is: true,
      leftOut: 'fails',
      fails: 'Passwords need no symbols.',
      passes: 'Passwords need symbols.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.cognito.UserPool('app');`,
      `new aws.cognito.UserPool('app', { passwordPolicy: { minimumLength: 12, requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true } });`,
    ],
    failing: [
      `new aws.cognito.UserPool('app', { passwordPolicy: { minimumLength: 6, requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true } });`,
      `new aws.cognito.UserPool('app', { passwordPolicy: { minimumLength: 12 } });`,
    ],
  },
});
