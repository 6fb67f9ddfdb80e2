import { requirementRule } from './requirements.ts';

export const secretRotatedOften = requirementRule({
  id: 'secret-rotated-often',
  title: 'Secrets that are rotated change at least every 90 days.',
  why: 'A copied secret stays valid until the next rotation.',
  fix: `Rotate it more often:
  rotationRules: { automaticallyAfterDays: 30 }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  controls: ['SecretsManager.4'],
  requires: [
    {
      types: ['aws:secretsmanager/secretRotation:SecretRotation'],
      path: 'rotationRules?.automaticallyAfterDays',
      atMost: 90,
      leftOut: 'passes',
      fails: 'It is rotated after more than 90 days.',
      passes: 'It is rotated within 90 days.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.secretsmanager.SecretRotation('orders', { secretId: 'orders', rotationLambdaArn: 'arn', rotationRules: { automaticallyAfterDays: 30 } });`,
    ],
    failing: [
      `new aws.secretsmanager.SecretRotation('orders', { secretId: 'orders', rotationLambdaArn: 'arn', rotationRules: { automaticallyAfterDays: 365 } });`,
    ],
  },
});
