import { type Policy, readPolicy } from './policyDocument.ts';
import { canonical, listOf, type Node, type ResourceGraph, valueAt } from './graph.ts';

/**
 * The purpose of a policy: it grants permissions to an identity, it says which principals can assume a role (`trust`), or
 * it grants access to one resource (then `*` as `Resource` is that resource).
 */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** A policy and the resource that contains it. */
export interface HeldPolicy {
  holder: Node;
  kind: PolicyKind;
  policy: Policy;
}

/**
 * The inputs that hold a policy, by type, with the name inside the input where it holds a list of objects. Left out on
 * purpose: policies that only restrict others (organizations, VPC endpoints), and resources that are public by design (REST
 * APIs, public registries).
 */
const inputs: Record<string, [kind: PolicyKind, input: string, inside?: string][]> = {
  'aws:iam/policy:Policy': [['identity', 'policy']],
  'aws:iam/rolePolicy:RolePolicy': [['identity', 'policy']],
  'aws:iam/userPolicy:UserPolicy': [['identity', 'policy']],
  'aws:iam/groupPolicy:GroupPolicy': [['identity', 'policy']],
  'aws:iam/role:Role': [
    ['trust', 'assumeRolePolicy'],
    ['identity', 'inlinePolicies', 'policy'],
  ],
  'aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy': [['identity', 'inlinePolicy']],
  'aws:backup/vaultPolicy:VaultPolicy': [['resource', 'policy']],
  'aws:cloudwatch/eventBusPolicy:EventBusPolicy': [['resource', 'policy']],
  'aws:cloudwatch/logResourcePolicy:LogResourcePolicy': [['resource', 'policyDocument']],
  'aws:codeartifact/domainPermissions:DomainPermissions': [['resource', 'policyDocument']],
  'aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy': [
    ['resource', 'policyDocument'],
  ],
  'aws:dynamodb/resourcePolicy:ResourcePolicy': [['resource', 'policy']],
  'aws:ecr/registryPolicy:RegistryPolicy': [['resource', 'policy']],
  'aws:ecr/repositoryPolicy:RepositoryPolicy': [['resource', 'policy']],
  'aws:efs/fileSystemPolicy:FileSystemPolicy': [['resource', 'policy']],
  'aws:elasticsearch/domain:Domain': [['resource', 'accessPolicies']],
  'aws:elasticsearch/domainPolicy:DomainPolicy': [['resource', 'accessPolicies']],
  'aws:kinesis/resourcePolicy:ResourcePolicy': [['resource', 'policy']],
  'aws:kms/externalKey:ExternalKey': [['resource', 'policy']],
  'aws:kms/key:Key': [['resource', 'policy']],
  'aws:kms/keyPolicy:KeyPolicy': [['resource', 'policy']],
  'aws:kms/replicaKey:ReplicaKey': [['resource', 'policy']],
  'aws:opensearch/domain:Domain': [['resource', 'accessPolicies']],
  'aws:opensearch/domainPolicy:DomainPolicy': [['resource', 'accessPolicies']],
  'aws:s3/bucket:Bucket': [['resource', 'policy']],
  'aws:s3/bucketPolicy:BucketPolicy': [['resource', 'policy']],
  'aws:secretsmanager/secret:Secret': [['resource', 'policy']],
  'aws:secretsmanager/secretPolicy:SecretPolicy': [['resource', 'policy']],
  'aws:sns/topic:Topic': [['resource', 'policy']],
  'aws:sns/topicPolicy:TopicPolicy': [['resource', 'policy']],
  'aws:sqs/queue:Queue': [['resource', 'policy']],
  'aws:sqs/queuePolicy:QueuePolicy': [['resource', 'policy']],
};

/** Returns every policy of the program. */
export function policiesOf(graph: ResourceGraph): HeldPolicy[] {
  return graph
    .ofType(...Object.keys(inputs))
    .filter(holder => !holder.external)
    .flatMap(policiesIn);
}

/** Returns the policies that one resource contains. */
export function policiesIn(holder: Node): HeldPolicy[] {
  const held: HeldPolicy[] = [];
  for (const [kind, input, inside] of inputs[canonical(holder.type)] ?? []) {
    const value = holder.inputs[input];
    const values = inside ? listOf(value).map(item => valueAt(item, [inside])) : [value];
    const policies = values.map(readPolicy).filter(policy => policy !== undefined);
    held.push(...policies.map(policy => ({ holder, kind, policy })));
  }
  return held;
}
