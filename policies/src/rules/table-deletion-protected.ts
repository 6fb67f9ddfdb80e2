import { requirementRule } from './requirements.ts';

/** Stages for development, which may be deleted, are left out. */
export const tableDeletionProtected = requirementRule({
  id: 'table-deletion-protected',
  title: 'Tables of DynamoDB are protected against deletion.',
  why: 'A wrong command, or a replacement by a changed key, deletes the table with its data.',
  fix: `Turn on deletion protection; to delete the table, turn it off first:
  deletionProtectionEnabled: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  controls: ['DynamoDB.6'],
  requires: [
    {
      types: ['aws:dynamodb/table:Table'],
      path: 'deletionProtectionEnabled',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'One call can delete the table.',
      passes: 'It cannot be deleted before its protection is turned off.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }], deletionProtectionEnabled: true });`,
    ],
    failing: [`new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }] });`],
  },
});
