import { readPolicy, type Policy } from './policyDocument.ts';
import { canonical, listOf, valueAt, type Node, type ResourceGraph } from './graph.ts';

/**
 * What a policy is for: to allow an identity things, to say who may take a role, or to let others use one resource (then
 * `*` as `Resource` is that resource).
 */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** A policy and the resource that writes it down. */
export interface HeldPolicy {
  holder: Node;
  kind: PolicyKind;
  policy: Policy;
}

/**
 * Inputs that hold a policy, by type. Left out on purpose: boundaries of what others allow (organizations, VPC endpoints),
 * and what is public by its nature (REST APIs, public registries).
 */
const inputs: Record<string, [PolicyKind, string, string?][]> = {
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

/** Every policy that the program writes. */
export function policiesOf(graph: ResourceGraph): HeldPolicy[] {
  return Object.keys(inputs).flatMap(type =>
    graph
      .ofType(type)
      .filter(holder => !holder.external)
      .flatMap(holder => policiesIn(holder)),
  );
}

/** The policies that one resource holds. */
export function policiesIn(holder: Node): HeldPolicy[] {
  return (inputs[canonical(holder.type)] ?? []).flatMap(([kind, input, inside]) => {
    const values = inside
      ? listOf(holder.inputs[input]).map(item => valueAt(item, [inside]))
      : [holder.inputs[input]];
    return values.flatMap(value => {
      const policy = readPolicy(value);
      return policy ? [{ holder, kind, policy }] : [];
    });
  });
}
