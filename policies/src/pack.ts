import { accessPointLimited } from './rules/access-point-limited.ts';
import { accessPointNotPublic } from './rules/access-point-not-public.ts';
import { apiAuthorized } from './rules/api-authorized.ts';
import { apiCacheEncrypted } from './rules/api-cache-encrypted.ts';
import { apiLogged } from './rules/api-logged.ts';
import { apiTraced } from './rules/api-traced.ts';
import { brokerLogged } from './rules/broker-logged.ts';
import { bucketHttps } from './rules/bucket-https.ts';
import { bucketLifecycle } from './rules/bucket-lifecycle.ts';
import { bucketLogged } from './rules/bucket-logged.ts';
import { bucketNotPublic } from './rules/bucket-not-public.ts';
import { bucketWithoutAcl } from './rules/bucket-without-acl.ts';
import { buildLogsEncrypted } from './rules/build-logs-encrypted.ts';
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
import { certificateKeyLong } from './rules/certificate-key-long.ts';
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
import { desktopEncrypted } from './rules/desktop-encrypted.ts';
import { fargateNewest } from './rules/fargate-newest.ts';
import { fileServerTags } from './rules/file-server-tags.ts';
import { fileServerZones } from './rules/file-server-zones.ts';
import { fileSystemBackedUp } from './rules/file-system-backed-up.ts';
import { fileSystemEncrypted } from './rules/file-system-encrypted.ts';
import { firewallDefaultClosed } from './rules/firewall-default-closed.ts';
import { firewallHasRules } from './rules/firewall-has-rules.ts';
import { firewallMeasured } from './rules/firewall-measured.ts';
import { firewallProtected } from './rules/firewall-protected.ts';
import { flowLogs } from './rules/flow-logs.ts';
import { functionNotPublic } from './rules/function-not-public.ts';
import { functionRuntimeSupported } from './rules/function-runtime-supported.ts';
import { functionUrlAuthenticated } from './rules/function-url-authenticated.ts';
import { functionZones } from './rules/function-zones.ts';
import { githubTrustExact } from './rules/github-trust-exact.ts';
import { graphApiLogged } from './rules/graph-api-logged.ts';
import { graphApiLogin } from './rules/graph-api-login.ts';
import { graphCacheEncrypted } from './rules/graph-cache-encrypted.ts';
import { groupHealthChecked } from './rules/group-health-checked.ts';
import { groupLaunchTemplate } from './rules/group-launch-template.ts';
import { groupZones } from './rules/group-zones.ts';
import { httpRedirected } from './rules/http-redirected.ts';
import { iamNoWildcard } from './rules/iam-no-wildcard.ts';
import { identityPoolClosed } from './rules/identity-pool-closed.ts';
import { imageLifecycle } from './rules/image-lifecycle.ts';
import { imageScanned } from './rules/image-scanned.ts';
import { imageTagsImmutable } from './rules/image-tags-immutable.ts';
import { instanceMetadataV2 } from './rules/instance-metadata-v2.ts';
import { instanceNotPublic } from './rules/instance-not-public.ts';
import { jobVersionSupported } from './rules/job-version-supported.ts';
import { kafkaClosed } from './rules/kafka-closed.ts';
import { kafkaTls } from './rules/kafka-tls.ts';
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
import { modelIsolated } from './rules/model-isolated.ts';
import { natPerZone } from './rules/nat-per-zone.ts';
import { networkAclClosed } from './rules/network-acl-closed.ts';
import { noDefaultNetwork } from './rules/no-default-network.ts';
import { noLiteralPassword } from './rules/no-literal-password.ts';
import { noPlainSecret } from './rules/no-plain-secret.ts';
import { notebookIsolated } from './rules/notebook-isolated.ts';
import { passwordPolicyStrong } from './rules/password-policy-strong.ts';
import { portsClosed } from './rules/ports-closed.ts';
import { privateSubnets } from './rules/private-subnets.ts';
import { queueEncrypted } from './rules/queue-encrypted.ts';
import { replicationTls } from './rules/replication-tls.ts';
import { replicationZones } from './rules/replication-zones.ts';
import { searchAccessControlled } from './rules/search-access-controlled.ts';
import { searchEncrypted } from './rules/search-encrypted.ts';
import { searchHttps } from './rules/search-https.ts';
import { searchInNetwork } from './rules/search-in-network.ts';
import { searchLogged } from './rules/search-logged.ts';
import { searchNodes } from './rules/search-nodes.ts';
import { secretRotatedOften } from './rules/secret-rotated-often.ts';
import { serverlessWarehouseLogged } from './rules/serverless-warehouse-logged.ts';
import { serviceBehindLoadBalancer } from './rules/service-behind-load-balancer.ts';
import { snapshotNotPublic } from './rules/snapshot-not-public.ts';
import { sshClosed } from './rules/ssh-closed.ts';
import { streamEncrypted } from './rules/stream-encrypted.ts';
import { streamKept } from './rules/stream-kept.ts';
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
import { transferEncrypted } from './rules/transfer-encrypted.ts';
import { transitGatewayApproved } from './rules/transit-gateway-approved.ts';
import { userPoliciesByGroup } from './rules/user-policies-by-group.ts';
import { userPoolPasswords } from './rules/user-pool-passwords.ts';
import { volumeEncrypted } from './rules/volume-encrypted.ts';
import { vpnLogged } from './rules/vpn-logged.ts';
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
  brokerLogged,
  bucketHttps,
  bucketLifecycle,
  bucketLogged,
  bucketNotPublic,
  bucketWithoutAcl,
  buildLogsEncrypted,
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
  certificateKeyLong,
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
  desktopEncrypted,
  fargateNewest,
  fileServerTags,
  fileServerZones,
  fileSystemBackedUp,
  fileSystemEncrypted,
  firewallDefaultClosed,
  firewallHasRules,
  firewallMeasured,
  firewallProtected,
  flowLogs,
  functionNotPublic,
  functionRuntimeSupported,
  functionUrlAuthenticated,
  functionZones,
  githubTrustExact,
  graphApiLogged,
  graphApiLogin,
  graphCacheEncrypted,
  groupHealthChecked,
  groupLaunchTemplate,
  groupZones,
  httpRedirected,
  iamNoWildcard,
  identityPoolClosed,
  imageLifecycle,
  imageScanned,
  imageTagsImmutable,
  instanceMetadataV2,
  instanceNotPublic,
  jobVersionSupported,
  kafkaClosed,
  kafkaTls,
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
  modelIsolated,
  natPerZone,
  networkAclClosed,
  noDefaultNetwork,
  noLiteralPassword,
  noPlainSecret,
  notebookIsolated,
  passwordPolicyStrong,
  portsClosed,
  privateSubnets,
  queueEncrypted,
  replicationTls,
  replicationZones,
  searchAccessControlled,
  searchEncrypted,
  searchHttps,
  searchInNetwork,
  searchLogged,
  searchNodes,
  secretRotatedOften,
  serverlessWarehouseLogged,
  serviceBehindLoadBalancer,
  snapshotNotPublic,
  sshClosed,
  streamEncrypted,
  streamKept,
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
  transferEncrypted,
  transitGatewayApproved,
  userPoliciesByGroup,
  userPoolPasswords,
  volumeEncrypted,
  vpnLogged,
  warehouseEncrypted,
  warehouseLogged,
  warehouseRouted,
  warehouseSnapshotsKept,
  warehouseUpgraded,
  workflowLogged,
];
