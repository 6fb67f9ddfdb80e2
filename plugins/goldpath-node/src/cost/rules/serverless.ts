import { listOf } from '@goldpath/policies';
import { HOURS, type PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';

const FUNCTION = 'aws:lambda/function:Function';
const TABLE = 'aws:dynamodb/table:Table';
const QUEUE = 'aws:sqs/queue:Queue';

/** Calls, and the time that they take, by the memory of the function. */
const functionRule: PricingRule = {
  types: [FUNCTION],
  group: 'service',
  price({ inputs }, { share, assumed }) {
    const memory = amountAt(inputs, ['memorySize'], 128);
    if (memory === undefined) return [{ unknown: 'its memory is known only when it is deployed' }];
    const calls = share('calls', 'lambda/requests', 'requests', [FUNCTION]);
    const arm = listOf(inputs.architectures).includes('arm64');
    const seconds = calls.amount * (assumed('lambda-ms') / 1000);
    return [
      calls,
      {
        what: 'time of calls',
        meter: arm ? 'lambda/gb-arm' : 'lambda/gb-x86',
        amount: seconds * (memory / 1024),
        basis: `${memory} MB for ${assumed('lambda-ms')} ms a call`,
        assumption: 'lambda-ms',
      },
    ];
  },
};

/** Requests of a table that is paid by request, or the capacity that is provided; what it keeps. */
const tableRule: PricingRule = {
  types: [TABLE],
  group: 'database',
  price({ inputs }, { share }) {
    const mode = textAt(inputs, ['billingMode'], 'PROVISIONED');
    if (mode === undefined) return [{ unknown: 'how it is paid is known only when it is deployed' }];
    const kept = share('items kept', 'dynamodb/gb', 'dynamodb-gb', [TABLE]);
    if (mode === 'PAY_PER_REQUEST') {
      return [
        share('requests that write', 'dynamodb/writes', 'dynamodb-writes', [TABLE]),
        share('requests that read', 'dynamodb/reads', 'dynamodb-reads', [TABLE]),
        kept,
      ];
    }
    const writes = amountAt(inputs, ['writeCapacity'], 0);
    const reads = amountAt(inputs, ['readCapacity'], 0);
    if (!writes || !reads) return [kept, { unknown: 'its capacity is known only when it is deployed' }];
    return [
      { what: 'write capacity', meter: 'dynamodb/write-capacity', amount: writes * HOURS },
      { what: 'read capacity', meter: 'dynamodb/read-capacity', amount: reads * HOURS },
      kept,
    ];
  },
};

const queueRule: PricingRule = {
  types: [QUEUE],
  group: 'messaging',
  price: ({ inputs }, { share }) => [
    share('requests', inputs.fifoQueue === true ? 'sqs/fifo' : 'sqs/standard', 'queue-requests', [QUEUE]),
  ],
};

export const serverlessRules = [functionRule, tableRule, queueRule];
