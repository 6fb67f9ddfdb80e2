/** A recommendation of a benchmark or a control of a standard, and the rules that check it or the reason why none does. */
export interface Recommendation {
  id: string;
  /** in our words */
  about: string;
  /** ids of rules */
  rules?: readonly string[];
  /** why no rule checks it, or the part of it that the rules do not check */
  limit?: string;
}

export const account = 'a setting of the whole account';
export const running = 'only the running account shows it';
const alarm = "part of the stack with the account's trail; `trail-in-cloudwatch` makes it possible";

/** The parts of section 4 that ask for an alarm on events of the trail. */
const alarms: readonly string[] = [
  'unauthorized calls',
  'logins without a second factor',
  'uses of the root user',
  'changes of permissions',
  'changes of trails',
  'failed logins',
  'disabled keys and keys that will be deleted',
  'changes of bucket policies',
  'changes of AWS Config',
  'changes of security groups',
  'changes of network ACLs',
  'changes of gateways',
  'changes of route tables',
  'changes of networks',
  'changes of the organization',
];

/**
 * The recommendations of the CIS AWS Foundations Benchmark 3.0.0 of 2024-01-31
 * (https://www.cisecurity.org/benchmark/amazon_web_services).
 */
export const cisBenchmark: readonly Recommendation[] = [
  { id: '1.1', about: 'Contact details are current', limit: account },
  { id: '1.2', about: 'A contact for security is registered', limit: account },
  { id: '1.3', about: 'Security questions are registered', limit: account },
  { id: '1.4', about: 'The root user has no access key', limit: running },
  { id: '1.5', about: 'The root user has a second factor', limit: running },
  { id: '1.6', about: 'The second factor of the root user is a device', limit: running },
  { id: '1.7', about: 'The root user is not used', limit: running },
  {
    id: '1.8',
    about: 'Passwords have at least 14 characters',
    rules: ['password-policy-strong'],
    limit: 'the rule accepts eight, as the Foundational Security Best Practices do',
  },
  { id: '1.9', about: 'Passwords are not used again', rules: ['passwords-not-reused'] },
  { id: '1.10', about: 'Users with a password have a second factor', limit: running },
  { id: '1.11', about: 'Users with a password get no access key at first', limit: running },
  { id: '1.12', about: 'Credentials that are not used are disabled', limit: running },
  { id: '1.13', about: 'A user has one access key', rules: ['user-one-key'] },
  { id: '1.14', about: 'Access keys are replaced every 90 days', limit: running },
  { id: '1.15', about: 'Users get permissions by groups only', rules: ['user-policies-by-group'] },
  { id: '1.16', about: 'No policy allows everything', rules: ['iam-no-wildcard'] },
  { id: '1.17', about: 'A role may contact AWS Support', limit: account },
  {
    id: '1.18',
    about: 'Instances use roles for AWS',
    rules: ['no-plain-secret'],
    limit: 'keys in user data are found, not those that are in an image',
  },
  { id: '1.19', about: 'Certificates that have expired are removed', limit: running },
  { id: '1.20', about: 'Access Analyzer is enabled in all regions', limit: account },
  { id: '1.21', about: 'Users are managed in one place', limit: account },
  { id: '1.22', about: 'AWSCloudShellFullAccess is not attached', rules: ['iam-no-wildcard'] },
  { id: '2.1.1', about: 'Buckets refuse plain HTTP', rules: ['bucket-https'] },
  {
    id: '2.1.2',
    about: 'Deleting versions of objects requires a second factor',
    limit: 'only the root user can enable it, with its device',
  },
  { id: '2.1.3', about: 'Data in buckets is classified', limit: account },
  { id: '2.1.4', about: 'Buckets block public access', rules: ['bucket-not-public'] },
  { id: '2.2.1', about: 'Volumes are encrypted', rules: ['volume-encrypted'] },
  { id: '2.3.1', about: 'Databases are encrypted', rules: ['database-encrypted'] },
  { id: '2.3.2', about: 'Databases get minor versions', rules: ['database-upgraded'] },
  { id: '2.3.3', about: 'Databases are not public', rules: ['database-not-public'] },
  { id: '2.4.1', about: 'File systems are encrypted', rules: ['file-system-encrypted'] },
  { id: '3.1', about: 'A trail records every region', rules: ['trail-every-region'] },
  { id: '3.2', about: 'Changes of log files can be detected', rules: ['trail-validated'] },
  { id: '3.3', about: 'AWS Config is enabled in all regions', limit: account },
  { id: '3.4', about: 'The bucket of the trail logs requests', rules: ['bucket-logged'] },
  { id: '3.5', about: 'Trails are encrypted with a key of KMS', rules: ['trail-encrypted'] },
  { id: '3.6', about: 'Keys are rotated', rules: ['key-rotated'] },
  { id: '3.7', about: 'Networks have flow logs', rules: ['flow-logs'] },
  { id: '3.8', about: 'The trail records writes of objects', rules: ['trail-objects'] },
  { id: '3.9', about: 'The trail records reads of objects', rules: ['trail-objects'] },
  ...alarms.map((what, index) => ({ id: `4.${index + 1}`, about: `An alarm reports ${what}`, limit: alarm })),
  { id: '4.16', about: 'Security Hub is enabled', limit: account },
  { id: '5.1', about: 'Network ACLs close remote control', rules: ['network-acl-closed'] },
  { id: '5.2', about: 'Security groups close remote control, IPv4', rules: ['ssh-closed'] },
  { id: '5.3', about: 'Security groups close remote control, IPv6', rules: ['ssh-closed'] },
  { id: '5.4', about: 'Default security groups are not used', rules: ['no-default-network'] },
  { id: '5.5', about: 'Routes to other networks are narrow', rules: ['peering-routes-narrow'] },
  { id: '5.6', about: 'Instances require IMDSv2', rules: ['instance-metadata-v2'] },
];
