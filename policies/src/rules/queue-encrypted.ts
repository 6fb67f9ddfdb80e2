import type { Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, switchAt, unknown } from './settings.ts';

/** SQS encrypts with its own key unless that is turned off. */
export const queueEncrypted: PolicyRule = {
  id: 'queue-encrypted',
  title: 'Queues encrypt their messages.',
  why: 'Messages that are stored without encryption can be read from the storage.',
  fix: 'Remove sqsManagedSseEnabled, or set kmsMasterKeyId.',
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  controls: ['SQS.1'],
  scope: 'resource',
  check: eachOf(['aws:sqs/queue:Queue'], queueResult),
  remediations: [
    { types: ['aws:sqs/queue:Queue'], path: 'sqsManagedSseEnabled', value: true, change: 'in-place' },
  ],
  examples: {
    passing: [
      `new aws.sqs.Queue('orders');`,
      `new aws.sqs.Queue('orders', { sqsManagedSseEnabled: false, kmsMasterKeyId: 'alias/orders' });`,
    ],
    failing: [`new aws.sqs.Queue('orders', { sqsManagedSseEnabled: false });`],
    unverifiable: [
      `const encrypted = new pulumi.StackReference('other').getOutput('encrypted') as pulumi.Output<boolean>;
new aws.sqs.Queue('orders', { sqsManagedSseEnabled: encrypted });`,
    ],
  },
};

function queueResult(resource: Node): Result {
  if (isSet(resource.inputs.kmsMasterKeyId)) return pass('A key of KMS encrypts its messages.');
  const state = switchAt(resource, 'sqsManagedSseEnabled') ?? 'on';
  if (state === 'unknown') return unknown('sqsManagedSseEnabled');
  return state === 'on'
    ? pass('SQS encrypts its messages.')
    : fail('The queue does not encrypt its messages.');
}
