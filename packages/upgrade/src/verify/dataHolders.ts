/** A type of resources that an upgrade must not delete or replace. */
export interface DataHolder {
  name: string;
  /** inputs whose change replaces it */
  replacedBy: readonly string[];
  /** how to keep it when the new program does not have it any more */
  handOver?: string;
}

/**
 * The types of resources whose loss loses data or a website, with their names for people, and the inputs whose change replaces them:
 * arguments with ForceNew in the schemas of github.com/hashicorp/terraform-provider-aws, read on 2026-11-28 and, for keys and
 * buckets, on 2026-11-29 (internal/service/kms/key.go at 00a3530, internal/service/s3/bucket.go at 0070bcd). A stamped service
 * rejects plans that lose the same types (deploy/keep-data.sh).
 */
export const dataHolders: Readonly<Record<string, DataHolder>> = {
  'aws:ec2/vpc:Vpc': {
    name: 'the network with the database',
    replacedBy: ['cidrBlock', 'ipv4IpamPoolId', 'ipv4NetmaskLength'],
  },
  'aws:ecr/repository:Repository': {
    name: 'the registry with the images of earlier releases',
    replacedBy: ['encryptionConfigurations', 'name'],
  },
  'aws:kms/key:Key': {
    name: 'the key that decrypts the data',
    replacedBy: ['customKeyStoreId', 'customerMasterKeySpec', 'keyUsage', 'multiRegion', 'xksKeyId'],
  },
  'aws:rds/instance:Instance': {
    name: 'the database',
    replacedBy: [
      'availabilityZone',
      'characterSetName',
      'customIamInstanceProfile',
      'dbName',
      'engine',
      'identifier',
      'identifierPrefix',
      'kmsKeyId',
      'ncharCharacterSetName',
      'restoreToPointInTime',
      'snapshotIdentifier',
      'storageEncrypted',
      'timezone',
      'username',
    ],
  },
  'aws:s3/bucket:Bucket': { name: 'a bucket', replacedBy: ['bucket', 'bucketPrefix', 'objectLockEnabled'] },
  'vercel:index/project:Project': {
    name: 'the website',
    replacedBy: [],
    handOver:
      'Remove it from the state of each stage before the next deployment: docs/runbooks.md, "Hand a website over".',
  },
};
