import type { PolicyRule } from './rule.ts';
import { eachOf, requireOn } from './settings.ts';

/** Recovery to a point in time is off unless the table turns it on. */
export const tableRecoverable: PolicyRule = {
  id: 'table-recoverable',
  title: 'Tables of DynamoDB can be restored to any second of the last days.',
  why: 'A wrong write destroys data for good.',
  fix: `Turn on recovery to a point in time:
  pointInTimeRecovery: { enabled: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html',
  controls: ['DynamoDB.2'],
  scope: 'resource',
  check: eachOf(['aws:dynamodb/table:Table'], table =>
    requireOn(table, {
      path: ['pointInTimeRecovery', 'enabled'],
      message: 'The table cannot be restored.',
      passed: 'It can be restored to a point in time.',
    }),
  ),
  remediations: [
    {
      types: ['aws:dynamodb/table:Table'],
      path: 'pointInTimeRecovery.enabled',
      value: true,
      change: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }], pointInTimeRecovery: { enabled: true } });`,
    ],
    failing: [`new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }] });`],
  },
};
