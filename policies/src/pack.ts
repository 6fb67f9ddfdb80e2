import { bucketNotPublic } from './rules/bucket-not-public.ts';
import { cacheEncrypted } from './rules/cache-encrypted.ts';
import { cdnHttps } from './rules/cdn-https.ts';
import { classicConnectionsDrained } from './rules/classic-connections-drained.ts';
import { classicZonesBalanced } from './rules/classic-zones-balanced.ts';
import { clientVpnLogged } from './rules/client-vpn-logged.ts';
import { clusterBackupsKept } from './rules/cluster-backups-kept.ts';
import { componentsSeen } from './rules/components-seen.ts';
import { containerFilesReadOnly } from './rules/container-files-read-only.ts';
import { containerLogged } from './rules/container-logged.ts';
import { containerNotRoot } from './rules/container-not-root.ts';
import { containerUnprivileged } from './rules/container-unprivileged.ts';
import { databaseAdminRenamed } from './rules/database-admin-renamed.ts';
import { databaseBackedUp } from './rules/database-backed-up.ts';
import { databaseDeletionProtected } from './rules/database-deletion-protected.ts';
import { databaseEncrypted } from './rules/database-encrypted.ts';
import { databaseIamLogin } from './rules/database-iam-login.ts';
import { databaseLogged } from './rules/database-logged.ts';
import { databaseNotPublic } from './rules/database-not-public.ts';
import { databasePortClosed } from './rules/database-port-closed.ts';
import { databaseProxyTls } from './rules/database-proxy-tls.ts';
import { databaseSnapshotsTagged } from './rules/database-snapshots-tagged.ts';
import { databaseStandby } from './rules/database-standby.ts';
import { databaseUpgraded } from './rules/database-upgraded.ts';
import { databaseZones } from './rules/database-zones.ts';
import { fargateNewest } from './rules/fargate-newest.ts';
import { fileSystemEncrypted } from './rules/file-system-encrypted.ts';
import { flowLogs } from './rules/flow-logs.ts';
import { functionUrlAuthenticated } from './rules/function-url-authenticated.ts';
import { githubTrustExact } from './rules/github-trust-exact.ts';
import { groupHealthChecked } from './rules/group-health-checked.ts';
import { groupLaunchTemplate } from './rules/group-launch-template.ts';
import { groupZones } from './rules/group-zones.ts';
import { httpRedirected } from './rules/http-redirected.ts';
import { iamNoWildcard } from './rules/iam-no-wildcard.ts';
import { imageScanned } from './rules/image-scanned.ts';
import { imageTagsImmutable } from './rules/image-tags-immutable.ts';
import { instanceMetadataV2 } from './rules/instance-metadata-v2.ts';
import { instanceNotPublic } from './rules/instance-not-public.ts';
import { keyRotated } from './rules/key-rotated.ts';
import { loadBalancerDeletionProtected } from './rules/load-balancer-deletion-protected.ts';
import { loadBalancerDesync } from './rules/load-balancer-desync.ts';
import { loadBalancerDropsHeaders } from './rules/load-balancer-drops-headers.ts';
import { loadBalancerHttps } from './rules/load-balancer-https.ts';
import { loadBalancerLogged } from './rules/load-balancer-logged.ts';
import { loadBalancerTls } from './rules/load-balancer-tls.ts';
import { loadBalancerZones } from './rules/load-balancer-zones.ts';
import { logRetention } from './rules/log-retention.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { noDefaultNetwork } from './rules/no-default-network.ts';
import { noLiteralPassword } from './rules/no-literal-password.ts';
import { noPlainSecret } from './rules/no-plain-secret.ts';
import { portsClosed } from './rules/ports-closed.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import { queueEncrypted } from './rules/queue-encrypted.ts';
import { serviceBehindLoadBalancer } from './rules/service-behind-load-balancer.ts';
import { snapshotNotPublic } from './rules/snapshot-not-public.ts';
import { sshClosed } from './rules/ssh-closed.ts';
import { subnetAddressesChosen } from './rules/subnet-addresses-chosen.ts';
import { tableRecoverable } from './rules/table-recoverable.ts';
import { taskOwnNetwork } from './rules/task-own-network.ts';
import { taskOwnProcesses } from './rules/task-own-processes.ts';
import { taskVolumeTls } from './rules/task-volume-tls.ts';
import { topicEncrypted } from './rules/topic-encrypted.ts';
import { trailEncrypted } from './rules/trail-encrypted.ts';
import { trailEveryRegion } from './rules/trail-every-region.ts';
import { trailInCloudwatch } from './rules/trail-in-cloudwatch.ts';
import { trailValidated } from './rules/trail-validated.ts';
import { transitGatewayApproved } from './rules/transit-gateway-approved.ts';
import { volumeEncrypted } from './rules/volume-encrypted.ts';
import type { PolicyRule } from './rules/rule.ts';

/** Every rule of the policy pack, in the order of their ids. */
export const rules: readonly PolicyRule[] = [
  bucketNotPublic,
  cacheEncrypted,
  cdnHttps,
  classicConnectionsDrained,
  classicZonesBalanced,
  clientVpnLogged,
  clusterBackupsKept,
  componentsSeen,
  containerFilesReadOnly,
  containerLogged,
  containerNotRoot,
  containerUnprivileged,
  databaseAdminRenamed,
  databaseBackedUp,
  databaseDeletionProtected,
  databaseEncrypted,
  databaseIamLogin,
  databaseLogged,
  databaseNotPublic,
  databasePortClosed,
  databaseProxyTls,
  databaseSnapshotsTagged,
  databaseStandby,
  databaseUpgraded,
  databaseZones,
  fargateNewest,
  fileSystemEncrypted,
  flowLogs,
  functionUrlAuthenticated,
  githubTrustExact,
  groupHealthChecked,
  groupLaunchTemplate,
  groupZones,
  httpRedirected,
  iamNoWildcard,
  imageScanned,
  imageTagsImmutable,
  instanceMetadataV2,
  instanceNotPublic,
  keyRotated,
  loadBalancerDeletionProtected,
  loadBalancerDesync,
  loadBalancerDropsHeaders,
  loadBalancerHttps,
  loadBalancerLogged,
  loadBalancerTls,
  loadBalancerZones,
  logRetention,
  natPerZone,
  noDefaultNetwork,
  noLiteralPassword,
  noPlainSecret,
  portsClosed,
  privateSubnets,
  queueEncrypted,
  serviceBehindLoadBalancer,
  snapshotNotPublic,
  sshClosed,
  subnetAddressesChosen,
  tableRecoverable,
  taskOwnNetwork,
  taskOwnProcesses,
  taskVolumeTls,
  topicEncrypted,
  trailEncrypted,
  trailEveryRegion,
  trailInCloudwatch,
  trailValidated,
  transitGatewayApproved,
  volumeEncrypted,
];
