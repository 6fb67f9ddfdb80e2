import { isUnknown, type Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, isSet, requireOn, type Result } from './settings.ts';

/** Only symmetric keys for encryption, with material of KMS, can rotate. */
export const keyRotated: PolicyRule = {
  id: 'key-rotated',
  title: 'Keys are rotated automatically.',
  why: 'The longer one key encrypts everything, the more is readable when it leaks.',
  fix: 'Set enableKeyRotation to true. Data that is encrypted already stays readable.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  controls: ['KMS.4'],
  scope: 'resource',
  check: eachOf(['aws:kms/key:Key'], rotationResult),
  remediations: [{ types: ['aws:kms/key:Key'], path: 'enableKeyRotation', value: true, change: 'in-place' }],
  examples: {
    passing: [
      `new aws.kms.Key('data', { enableKeyRotation: true });`,
      `new aws.kms.Key('signing', { customerMasterKeySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' });`,
    ],
    failing: [`new aws.kms.Key('data');`],
  },
};

function rotationResult(key: Node): Result {
  const { customerMasterKeySpec: spec, keyUsage, customKeyStoreId } = key.inputs;
  const isSymmetric = !isSet(spec) || spec === 'SYMMETRIC_DEFAULT' || isUnknown(spec);
  const isForEncryption = !isSet(keyUsage) || keyUsage === 'ENCRYPT_DECRYPT';
  if (!isSymmetric || !isForEncryption || isSet(customKeyStoreId)) return undefined;
  return requireOn(key, {
    path: ['enableKeyRotation'],
    message: 'The key is never rotated.',
    passed: 'It is rotated.',
  });
}
