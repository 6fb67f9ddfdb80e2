import type { Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result } from './settings.ts';

/** SNS has no encryption of its own: it needs a key. */
export const topicEncrypted: PolicyRule = {
  id: 'topic-encrypted',
  title: 'Topics encrypt their messages.',
  why: 'Messages that are stored without encryption can be read from the storage.',
  fix: `Name a key of KMS. Services of AWS can publish only with a key of your own whose policy lets them in:
  kmsMasterKeyId: 'alias/aws/sns'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html',
  controls: ['SNS.1'],
  scope: 'resource',
  check: eachOf(['aws:sns/topic:Topic'], topicResult),
  examples: {
    passing: [
      `new aws.sns.Topic('orders', { kmsMasterKeyId: 'alias/aws/sns' });`,
      `new aws.sns.Topic('orders', { kmsMasterKeyId: new aws.kms.Key('topics').id });`,
    ],
    failing: [`new aws.sns.Topic('orders');`],
  },
};

function topicResult({ inputs }: Node): Result {
  return isSet(inputs.kmsMasterKeyId)
    ? pass('A key of KMS encrypts its messages.')
    : fail('The topic does not encrypt its messages.');
}
