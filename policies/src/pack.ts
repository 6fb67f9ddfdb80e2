import { bucketNotPublic } from './rules/bucket-not-public.ts';
import { cacheEncrypted } from './rules/cache-encrypted.ts';
import { cdnHttps } from './rules/cdn-https.ts';
import { componentsSeen } from './rules/components-seen.ts';
import { databaseBackedUp } from './rules/database-backed-up.ts';
import { databaseEncrypted } from './rules/database-encrypted.ts';
import { databaseNotPublic } from './rules/database-not-public.ts';
import { databasePortClosed } from './rules/database-port-closed.ts';
import { databaseZones } from './rules/database-zones.ts';
import { fileSystemEncrypted } from './rules/file-system-encrypted.ts';
import { flowLogs } from './rules/flow-logs.ts';
import { functionUrlAuthenticated } from './rules/function-url-authenticated.ts';
import { githubTrustExact } from './rules/github-trust-exact.ts';
import { httpRedirected } from './rules/http-redirected.ts';
import { iamNoWildcard } from './rules/iam-no-wildcard.ts';
import { imageScanned } from './rules/image-scanned.ts';
import { imageTagsImmutable } from './rules/image-tags-immutable.ts';
import { instanceMetadataV2 } from './rules/instance-metadata-v2.ts';
import { instanceNotPublic } from './rules/instance-not-public.ts';
import { keyRotated } from './rules/key-rotated.ts';
import { loadBalancerHttps } from './rules/load-balancer-https.ts';
import { logRetention } from './rules/log-retention.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { noDefaultNetwork } from './rules/no-default-network.ts';
import { noLiteralPassword } from './rules/no-literal-password.ts';
import { noPlainSecret } from './rules/no-plain-secret.ts';
import { portsClosed } from './rules/ports-closed.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import { queueEncrypted } from './rules/queue-encrypted.ts';
import { serviceBehindLoadBalancer } from './rules/service-behind-load-balancer.ts';
import { sshClosed } from './rules/ssh-closed.ts';
import { tableRecoverable } from './rules/table-recoverable.ts';
import { topicEncrypted } from './rules/topic-encrypted.ts';
import { volumeEncrypted } from './rules/volume-encrypted.ts';
import type { PolicyRule } from './rules/rule.ts';

/** Every rule of the policy pack, in the order of their ids. */
export const rules: readonly PolicyRule[] = [
  bucketNotPublic,
  cacheEncrypted,
  cdnHttps,
  componentsSeen,
  databaseBackedUp,
  databaseEncrypted,
  databaseNotPublic,
  databasePortClosed,
  databaseZones,
  fileSystemEncrypted,
  flowLogs,
  functionUrlAuthenticated,
  githubTrustExact,
  httpRedirected,
  iamNoWildcard,
  imageScanned,
  imageTagsImmutable,
  instanceMetadataV2,
  instanceNotPublic,
  keyRotated,
  loadBalancerHttps,
  logRetention,
  natPerZone,
  noDefaultNetwork,
  noLiteralPassword,
  noPlainSecret,
  portsClosed,
  privateSubnets,
  queueEncrypted,
  serviceBehindLoadBalancer,
  sshClosed,
  tableRecoverable,
  topicEncrypted,
  volumeEncrypted,
];
