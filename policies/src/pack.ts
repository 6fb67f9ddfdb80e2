import { accessPointLimited } from './rules/access-point-limited.ts';
import { accessPointNotPublic } from './rules/access-point-not-public.ts';
import { apiAuthorized } from './rules/api-authorized.ts';
import { apiCacheEncrypted } from './rules/api-cache-encrypted.ts';
import { apiLogged } from './rules/api-logged.ts';
import { apiTraced } from './rules/api-traced.ts';
import { bucketHttps } from './rules/bucket-https.ts';
import { bucketLifecycle } from './rules/bucket-lifecycle.ts';
import { bucketLogged } from './rules/bucket-logged.ts';
import { bucketNotPublic } from './rules/bucket-not-public.ts';
import { bucketWithoutAcl } from './rules/bucket-without-acl.ts';
import { cacheBackedUp } from './rules/cache-backed-up.ts';
import { cacheEncrypted } from './rules/cache-encrypted.ts';
import { cacheFailover } from './rules/cache-failover.ts';
import { cacheOwnSubnets } from './rules/cache-own-subnets.ts';
import { cacheUpgraded } from './rules/cache-upgraded.ts';
import { cdnBucketPrivate } from './rules/cdn-bucket-private.ts';
import { cdnCertificate } from './rules/cdn-certificate.ts';
import { cdnFirewall } from './rules/cdn-firewall.ts';
import { cdnHttps } from './rules/cdn-https.ts';
import { cdnOriginHttps } from './rules/cdn-origin-https.ts';
import { cdnRootObject } from './rules/cdn-root-object.ts';
import { classicConnectionsDrained } from './rules/classic-connections-drained.ts';
import { classicZonesBalanced } from './rules/classic-zones-balanced.ts';
import { clientVpnLogged } from './rules/client-vpn-logged.ts';
import { clusterBackupsKept } from './rules/cluster-backups-kept.ts';
import { clusterInsights } from './rules/cluster-insights.ts';
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
import { databaseTls } from './rules/database-tls.ts';
import { databaseUpgraded } from './rules/database-upgraded.ts';
import { databaseZones } from './rules/database-zones.ts';
import { daxEncrypted } from './rules/dax-encrypted.ts';
import { fargateNewest } from './rules/fargate-newest.ts';
import { fileSystemBackedUp } from './rules/file-system-backed-up.ts';
import { fileSystemEncrypted } from './rules/file-system-encrypted.ts';
import { firewallHasRules } from './rules/firewall-has-rules.ts';
import { firewallMeasured } from './rules/firewall-measured.ts';
import { flowLogs } from './rules/flow-logs.ts';
import { functionNotPublic } from './rules/function-not-public.ts';
import { functionRuntimeSupported } from './rules/function-runtime-supported.ts';
import { functionUrlAuthenticated } from './rules/function-url-authenticated.ts';
import { functionZones } from './rules/function-zones.ts';
import { githubTrustExact } from './rules/github-trust-exact.ts';
import { groupHealthChecked } from './rules/group-health-checked.ts';
import { groupLaunchTemplate } from './rules/group-launch-template.ts';
import { groupZones } from './rules/group-zones.ts';
import { httpRedirected } from './rules/http-redirected.ts';
import { iamNoWildcard } from './rules/iam-no-wildcard.ts';
import { imageLifecycle } from './rules/image-lifecycle.ts';
import { imageScanned } from './rules/image-scanned.ts';
import { imageTagsImmutable } from './rules/image-tags-immutable.ts';
import { instanceMetadataV2 } from './rules/instance-metadata-v2.ts';
import { instanceNotPublic } from './rules/instance-not-public.ts';
import { keyRotated } from './rules/key-rotated.ts';
import { kubernetesApiClosed } from './rules/kubernetes-api-closed.ts';
import { kubernetesAudited } from './rules/kubernetes-audited.ts';
import { kubernetesSecretsEncrypted } from './rules/kubernetes-secrets-encrypted.ts';
import { loadBalancerDeletionProtected } from './rules/load-balancer-deletion-protected.ts';
import { loadBalancerDesync } from './rules/load-balancer-desync.ts';
import { loadBalancerDropsHeaders } from './rules/load-balancer-drops-headers.ts';
import { loadBalancerHttps } from './rules/load-balancer-https.ts';
import { loadBalancerLogged } from './rules/load-balancer-logged.ts';
import { loadBalancerTls } from './rules/load-balancer-tls.ts';
import { loadBalancerZones } from './rules/load-balancer-zones.ts';
import { logRetention } from './rules/log-retention.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { networkAclClosed } from './rules/network-acl-closed.ts';
import { noDefaultNetwork } from './rules/no-default-network.ts';
import { noLiteralPassword } from './rules/no-literal-password.ts';
import { noPlainSecret } from './rules/no-plain-secret.ts';
import { passwordPolicyStrong } from './rules/password-policy-strong.ts';
import { portsClosed } from './rules/ports-closed.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import { queueEncrypted } from './rules/queue-encrypted.ts';
import { searchAccessControlled } from './rules/search-access-controlled.ts';
import { searchEncrypted } from './rules/search-encrypted.ts';
import { searchHttps } from './rules/search-https.ts';
import { searchInNetwork } from './rules/search-in-network.ts';
import { searchLogged } from './rules/search-logged.ts';
import { searchNodes } from './rules/search-nodes.ts';
import { secretRotatedOften } from './rules/secret-rotated-often.ts';
import { serviceBehindLoadBalancer } from './rules/service-behind-load-balancer.ts';
import { snapshotNotPublic } from './rules/snapshot-not-public.ts';
import { sshClosed } from './rules/ssh-closed.ts';
import { streamEncrypted } from './rules/stream-encrypted.ts';
import { subnetAddressesChosen } from './rules/subnet-addresses-chosen.ts';
import { tableDeletionProtected } from './rules/table-deletion-protected.ts';
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
import { userPoliciesByGroup } from './rules/user-policies-by-group.ts';
import { volumeEncrypted } from './rules/volume-encrypted.ts';
import { warehouseEncrypted } from './rules/warehouse-encrypted.ts';
import { warehouseLogged } from './rules/warehouse-logged.ts';
import { warehouseRouted } from './rules/warehouse-routed.ts';
import { warehouseSnapshotsKept } from './rules/warehouse-snapshots-kept.ts';
import { warehouseUpgraded } from './rules/warehouse-upgraded.ts';
import { workflowLogged } from './rules/workflow-logged.ts';
import type { PolicyRule } from './rules/rule.ts';

/** Every rule of the policy pack, in the order of their ids. */
export const rules: readonly PolicyRule[] = [
  accessPointLimited,
  accessPointNotPublic,
  apiAuthorized,
  apiCacheEncrypted,
  apiLogged,
  apiTraced,
  bucketHttps,
  bucketLifecycle,
  bucketLogged,
  bucketNotPublic,
  bucketWithoutAcl,
  cacheBackedUp,
  cacheEncrypted,
  cacheFailover,
  cacheOwnSubnets,
  cacheUpgraded,
  cdnBucketPrivate,
  cdnCertificate,
  cdnFirewall,
  cdnHttps,
  cdnOriginHttps,
  cdnRootObject,
  classicConnectionsDrained,
  classicZonesBalanced,
  clientVpnLogged,
  clusterBackupsKept,
  clusterInsights,
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
  databaseTls,
  databaseUpgraded,
  databaseZones,
  daxEncrypted,
  fargateNewest,
  fileSystemBackedUp,
  fileSystemEncrypted,
  firewallHasRules,
  firewallMeasured,
  flowLogs,
  functionNotPublic,
  functionRuntimeSupported,
  functionUrlAuthenticated,
  functionZones,
  githubTrustExact,
  groupHealthChecked,
  groupLaunchTemplate,
  groupZones,
  httpRedirected,
  iamNoWildcard,
  imageLifecycle,
  imageScanned,
  imageTagsImmutable,
  instanceMetadataV2,
  instanceNotPublic,
  keyRotated,
  kubernetesApiClosed,
  kubernetesAudited,
  kubernetesSecretsEncrypted,
  loadBalancerDeletionProtected,
  loadBalancerDesync,
  loadBalancerDropsHeaders,
  loadBalancerHttps,
  loadBalancerLogged,
  loadBalancerTls,
  loadBalancerZones,
  logRetention,
  natPerZone,
  networkAclClosed,
  noDefaultNetwork,
  noLiteralPassword,
  noPlainSecret,
  passwordPolicyStrong,
  portsClosed,
  privateSubnets,
  queueEncrypted,
  searchAccessControlled,
  searchEncrypted,
  searchHttps,
  searchInNetwork,
  searchLogged,
  searchNodes,
  secretRotatedOften,
  serviceBehindLoadBalancer,
  snapshotNotPublic,
  sshClosed,
  streamEncrypted,
  subnetAddressesChosen,
  tableDeletionProtected,
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
  userPoliciesByGroup,
  volumeEncrypted,
  warehouseEncrypted,
  warehouseLogged,
  warehouseRouted,
  warehouseSnapshotsKept,
  warehouseUpgraded,
  workflowLogged,
];
