/**
 * The managed policies of AWS with which everything of a service can be read, and what that is. Those whose names say that they allow
 * more (`FullAccess`) need no entry; others with `ReadOnly` in their names show only settings.
 *
 * Source: the documents at https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ (S3 v3, DynamoDB v15, Systems Manager v1,
 * Kinesis v1), looked up 2026-12-01.
 */
export const readsEverything: ReadonlyMap<string, string> = new Map([
  ['AmazonS3ReadOnlyAccess', 'the objects of every bucket'],
  ['AmazonDynamoDBReadOnlyAccess', 'the items of every table'],
  ['AmazonSSMReadOnlyAccess', 'every parameter'],
  ['AmazonKinesisReadOnlyAccess', 'the records of every stream'],
]);
