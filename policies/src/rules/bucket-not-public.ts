import {
  account,
  isUnknown,
  listOf,
  type Node,
  opennessOf,
  policiesIn,
  type ResourceGraph,
  valueAt,
} from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const types = {
  bucket: 'aws:s3/bucket:Bucket',
  acl: 'aws:s3/bucketAcl:BucketAcl',
  policy: 'aws:s3/bucketPolicy:BucketPolicy',
  object: 'aws:s3/bucketObject:BucketObject',
  newObject: 'aws:s3/bucketObjectv2:BucketObjectv2',
  copy: 'aws:s3/objectCopy:ObjectCopy',
  block: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
  accountBlock: 'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock',
};

const settings = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];

/**
 * The program has to declare the block, although AWS sets it on every bucket created since April 2023
 * (https://aws.amazon.com/about-aws/whats-new/2023/04/amazon-s3-security-best-practices-buckets-default/): a bucket may be
 * older, and a block that the program does not declare is not restored when it is switched off by hand.
 */
export const bucketNotPublic: PolicyRule = {
  id: 'bucket-not-public',
  title: 'Every bucket blocks public access, and no policy or ACL grants it.',
  why: 'Public objects are found and copied within hours, and a single wrong upload is enough.',
  fix: `Block public access, and let CloudFront read what the web should see (with an origin access control):
  new aws.s3.BucketPublicAccessBlock('images', {
    bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true,
    ignorePublicAcls: true, restrictPublicBuckets: true,
  });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  controls: ['S3.1', 'S3.2', 'S3.3', 'S3.8'],
  check: graph => [
    ...graph.ofType(types.object, types.newObject, types.copy).flatMap(aclFindings),
    ...graph.ofType(types.bucket).flatMap(bucket => bucketFindings(graph, bucket)),
    ...grantsOfOtherBuckets(graph).flatMap(grantFindings),
  ],
};

/** The policies and ACLs of buckets that are not in the program. */
function grantsOfOtherBuckets(graph: ResourceGraph): Node[] {
  const hasBucket = (node: Node) => Boolean(graph.targets(node, ['bucket'], [types.bucket])[0]?.node);
  return graph.ofType(types.policy, types.acl).filter(node => !node.external && !hasBucket(node));
}

function bucketFindings(graph: ResourceGraph, resource: Node): Finding[] {
  const attached = [types.policy, types.acl].flatMap(type => graph.pointingAt(resource, type, ['bucket']));
  const grants = attached.flatMap(grantFindings);
  if (resource.external) {
    if (grants.length > 0) return grants;
    const message = 'It already exists; this program does not control who can read it.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  const findings = [...grantFindings(resource), ...grants, ...blockFindings(graph, resource)];
  if (findings.length > 0) return findings;
  return [{ resource, verdict: 'pass', message: 'Public access is blocked, and nothing grants it.' }];
}

/** The public access that a bucket, a policy or an ACL grants. */
function grantFindings(resource: Node): Finding[] {
  return [...aclFindings(resource), ...policyFindings(resource)];
}

const publicAcl = /^(public-read|public-read-write|authenticated-read)$/;
const publicGroup = /\/groups\/(global\/AllUsers|global\/AuthenticatedUsers)$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
function aclFindings(resource: Node): Finding[] {
  const { acl, grants, accessControlPolicy } = resource.inputs;
  const uris = [
    ...listOf(grants).map(grant => valueAt(grant, ['uri'])),
    ...listOf(valueAt(accessControlPolicy, ['grants'])).map(grant => valueAt(grant, ['grantee', 'uri'])),
  ];
  if (publicAcl.test(String(acl)) || uris.some(uri => publicGroup.test(String(uri)))) {
    const name = typeof acl === 'string' ? `Its ACL '${acl}'` : 'Its ACL';
    const message = `${name} grants everyone access; put CloudFront in front instead.`;
    return [{ resource, verdict: 'fail', message }];
  }
  if (![acl, ...uris].some(isUnknown)) return [];
  const message = 'Whether its ACL grants public access is known only when it is deployed.';
  return [{ resource, verdict: 'unverifiable', message }];
}

function policyFindings(resource: Node): Finding[] {
  return policiesIn(resource).flatMap(({ policy }): Finding[] => {
    if (!policy.statements) {
      const message = `Whether its policy grants public access cannot be determined: ${policy.unknown}.`;
      return [{ resource, verdict: 'unverifiable', message }];
    }
    const open = policy.statements.find(statement => opennessOf(statement) === 'public');
    if (open) {
      const message = `${open.label} of its policy grants everyone access; grant access to a CloudFront distribution instead.`;
      return [{ resource, verdict: 'fail', message }];
    }
    const unclear = policy.statements.find(statement => opennessOf(statement) === 'unknown');
    if (!unclear) return [];
    const message = `Whether ${unclear.label} of its policy grants public access is known only when it is deployed.`;
    return [{ resource, verdict: 'unverifiable', message }];
  });
}

/** The settings of a bucket and those of its account add up: S3 applies the stricter one of each. */
function blockFindings(graph: ResourceGraph, bucket: Node): Finding[] {
  const own = graph.pointingAt(bucket, types.block, ['bucket']);
  const blocks = [...own, ...accountBlocks(graph)];
  const open = settings.filter(setting => !blocks.some(({ inputs }) => isOn(inputs[setting])));
  if (open.length === 0) return [];
  const [resource = bucket] = own;
  if (open.some(setting => blocks.some(({ inputs }) => isUnknown(inputs[setting])))) {
    const message = `Whether ${open.join(', ')} is on is known only when it is deployed.`;
    return [{ resource, verdict: 'unverifiable', message }];
  }
  if (own.length > 0) {
    const message = `It leaves ${open.join(', ')} off, so that ${bucket.name} can be made public.`;
    return [{ resource, verdict: 'fail', message }];
  }
  if (hasBlockOfUnknownBucket(graph)) {
    const message =
      'Whether a public access block of the program is for it is known only when it is deployed.';
    return [{ resource, verdict: 'unverifiable', message }];
  }
  const message =
    'The program declares no public access block for it: AWS sets one on new buckets, but nothing here keeps it.';
  return [{ resource, verdict: 'fail', message }];
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

function accountBlocks(graph: ResourceGraph): Node[] {
  return graph.ofType(types.accountBlock).filter(({ inputs }) => (inputs.accountId ?? account) === account);
}

function hasBlockOfUnknownBucket(graph: ResourceGraph): boolean {
  return graph.remember(types.block, 'of unknown bucket', () =>
    graph.ofType(types.block).some(({ inputs }) => isUnknown(inputs.bucket)),
  );
}
