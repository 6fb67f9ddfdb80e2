import { listOf } from '@goldpath/program';
import { HOURS, type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';

const FUNCTION = 'aws:lambda/function:Function';
const TABLE = 'aws:dynamodb/table:Table';
const QUEUE = 'aws:sqs/queue:Queue';

/** Invocations, and their duration by the memory of the function. */
const functionRule: PricingRule = {
  types: [FUNCTION],
  group: 'service',
  price({ inputs }, { share, assumed }) {
    const memory = numberAt(inputs, ['memorySize'], 128);
    if (memory === undefined) return [unknownUntilDeployed('its memory')];
    const invocations = share('invocations', 'lambda/requests', 'requests', [FUNCTION]);
    const processor = listOf(inputs.architectures).includes('arm64') ? 'arm' : 'x86';
    const seconds = invocations.amount * (assumed('lambda-ms') / 1000);
    return [
      invocations,
      {
        what: 'duration of invocations',
        meter: `lambda/gb-${processor}`,
        amount: seconds * (memory / 1024),
        basis: `${memory} MB for ${assumed('lambda-ms')} ms per invocation`,
        assumption: 'lambda-ms',
      },
    ];
  },
};

/** The requests of an on-demand table or the capacity of a provisioned one, and its storage. */
const tableRule: PricingRule = {
  types: [TABLE],
  group: 'database',
  price({ inputs }, { share }) {
    const mode = stringAt(inputs, ['billingMode'], 'PROVISIONED');
    if (mode === undefined) return [unknownUntilDeployed('its billing mode')];
    const storage = share('items stored', 'dynamodb/gb', 'dynamodb-gb', [TABLE]);
    if (mode === 'PAY_PER_REQUEST') {
      return [
        share('write requests', 'dynamodb/writes', 'dynamodb-writes', [TABLE]),
        share('read requests', 'dynamodb/reads', 'dynamodb-reads', [TABLE]),
        storage,
      ];
    }
    const writes = numberAt(inputs, ['writeCapacity'], 0);
    const reads = numberAt(inputs, ['readCapacity'], 0);
    if (!writes || !reads) return [storage, unknownUntilDeployed('its capacity')];
    return [
      { what: 'write capacity', meter: 'dynamodb/write-capacity', amount: writes * HOURS },
      { what: 'read capacity', meter: 'dynamodb/read-capacity', amount: reads * HOURS },
      storage,
    ];
  },
};

const queueRule: PricingRule = {
  types: [QUEUE],
  group: 'messaging',
  price({ inputs }, { share }) {
    const meter = inputs.fifoQueue === true ? 'sqs/fifo' : 'sqs/standard';
    return [share('requests', meter, 'queue-requests', [QUEUE])];
  },
};

/** The rules for Lambda functions, DynamoDB tables and SQS queues. */
export const serverlessRules = [functionRule, tableRule, queueRule];
