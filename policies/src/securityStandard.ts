import { account, type Recommendation, running } from './benchmark.ts';

const unset = 'the provider of Pulumi has no setting for it';
const callers = 'the program does not show which networks call the API';
const nat = 'tasks reach it through a NAT gateway as well, over TLS, and without either they do not start';
const classic = 'about WAF Classic, which AWS has ended';

/**
 * The controls of the AWS Foundational Security Best Practices that no rule checks, with the reason. They come from a copy of
 * https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html whose controls of RDS end at RDS.48, read on
 * 2026-11-30. The rules name the controls that they check.
 */
export const controlsWithoutRule: readonly Recommendation[] = [
  { id: 'Account.1', about: 'A contact for security is registered', limit: account },
  { id: 'ACM.1', about: 'Certificates are renewed', limit: running },
  { id: 'Backup.1', about: 'Recovery points are encrypted', limit: running },
  { id: 'CloudFront.12', about: 'The buckets of origins exist', limit: running },
  { id: 'Config.1', about: 'AWS Config is enabled', limit: account },
  { id: 'DMS.10', about: 'Endpoints of Neptune use IAM', limit: unset },
  { id: 'DocumentDB.3', about: 'Snapshots made by hand are not public', limit: running },
  { id: 'EC2.4', about: 'Stopped instances are removed', limit: running },
  { id: 'EC2.10', about: 'The API of EC2 is reached through an endpoint', limit: callers },
  { id: 'EC2.20', about: 'Both tunnels of a VPN are up', limit: running },
  { id: 'EC2.55', about: 'The API of ECR is reached through an endpoint', limit: nat },
  { id: 'EC2.56', about: 'Images are pulled through an endpoint', limit: nat },
  { id: 'EC2.57', about: 'Systems Manager is reached through an endpoint', limit: callers },
  { id: 'EC2.58', about: 'Contacts of Incident Manager are reached through an endpoint', limit: callers },
  { id: 'EC2.60', about: 'Incident Manager is reached through an endpoint', limit: callers },
  { id: 'EC2.172', about: 'Networks block public access in the whole region', limit: account },
  { id: 'EMR.2', about: 'Public access is blocked', limit: account },
  { id: 'Glue.3', about: 'Transforms are encrypted', limit: unset },
  { id: 'GuardDuty.1', about: 'GuardDuty is enabled', limit: account },
  { id: 'GuardDuty.5', about: 'Audit logs of EKS are watched', limit: account },
  { id: 'GuardDuty.6', about: 'Lambda is watched', limit: account },
  { id: 'GuardDuty.7', about: 'Processes in EKS are watched', limit: account },
  { id: 'GuardDuty.8', about: 'Volumes are scanned for malware', limit: account },
  { id: 'GuardDuty.9', about: 'Logins of RDS are watched', limit: account },
  { id: 'GuardDuty.10', about: 'S3 is watched', limit: account },
  { id: 'GuardDuty.11', about: 'Running processes are watched', limit: account },
  { id: 'GuardDuty.12', about: 'Processes in ECS are watched', limit: account },
  { id: 'GuardDuty.13', about: 'Processes in EC2 are watched', limit: account },
  { id: 'IAM.3', about: 'Access keys are replaced every 90 days', limit: running },
  { id: 'IAM.4', about: 'The root user has no access key', limit: running },
  { id: 'IAM.5', about: 'Users with a password have a second factor', limit: running },
  { id: 'IAM.6', about: 'The second factor of the root user is a device', limit: running },
  { id: 'IAM.8', about: 'Credentials that are not used are removed', limit: running },
  { id: 'Inspector.1', about: 'Instances are scanned', limit: account },
  { id: 'Inspector.2', about: 'Images are scanned', limit: account },
  { id: 'Inspector.3', about: 'The code of functions is scanned', limit: account },
  { id: 'Inspector.4', about: 'Functions are scanned', limit: account },
  { id: 'KMS.3', about: 'Keys are not about to be deleted', limit: running },
  { id: 'Macie.1', about: 'Macie is enabled', limit: account },
  { id: 'Macie.2', about: 'Macie looks for sensitive data', limit: account },
  { id: 'Neptune.3', about: 'Snapshots are not public', limit: running },
  { id: 'Neptune.6', about: 'Snapshots are encrypted', limit: running },
  { id: 'Opensearch.10', about: 'Domains have the newest software', limit: running },
  { id: 'RDS.4', about: 'Snapshots are encrypted', limit: running },
  {
    id: 'RDS.6',
    about: 'Instances have enhanced monitoring',
    limit: 'a choice of cost for each database: it measures the host, and closes no gap',
  },
  {
    id: 'RDS.23',
    about: 'Databases do not use the default port',
    limit: '`database-port-closed` limits who reaches the port, whichever it is',
  },
  {
    id: 'S3.6',
    about: 'Policies limit what other accounts may do',
    limit: 'the program does not show which of the named accounts is its own',
  },
  {
    id: 'SecretsManager.1',
    about: 'Secrets are rotated',
    limit: 'the program does not show what a secret is for, and most have no ready-made rotation',
  },
  { id: 'SecretsManager.2', about: 'Rotations succeed', limit: running },
  { id: 'SecretsManager.3', about: 'Secrets that are not used are removed', limit: running },
  { id: 'SSM.1', about: 'Instances are managed by Systems Manager', limit: running },
  { id: 'SSM.2', about: 'Instances have their patches', limit: running },
  { id: 'SSM.3', about: 'Associations are in effect', limit: running },
  { id: 'SSM.6', about: 'Automation is logged', limit: account },
  { id: 'SSM.7', about: 'Documents cannot be shared publicly', limit: account },
  { id: 'WAF.1', about: 'Global web ACLs are logged', limit: classic },
  { id: 'WAF.2', about: 'Regional rules have a condition', limit: classic },
  { id: 'WAF.3', about: 'Regional groups have a rule', limit: classic },
  { id: 'WAF.4', about: 'Regional web ACLs have a rule', limit: classic },
  { id: 'WAF.6', about: 'Global rules have a condition', limit: classic },
  { id: 'WAF.7', about: 'Global groups have a rule', limit: classic },
  { id: 'WAF.8', about: 'Global web ACLs have a rule', limit: classic },
];
