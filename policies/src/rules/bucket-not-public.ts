import { isUnknown, listOf, valueAt, type Node, type ResourceGraph } from '../graph/graph.ts';
import { opennessOf } from '../graph/policyDocument.ts';
import { policiesIn } from '../graph/policyHolders.ts';
import { account } from '../run/outputs.ts';
import type { Finding, Rule } from './rule.ts';

const types = {
  bucket: 'aws:s3/bucket:Bucket',
  acl: 'aws:s3/bucketAcl:BucketAcl',
  policy: 'aws:s3/bucketPolicy:BucketPolicy',
  block: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
  accountBlock: 'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock',
};

const settings = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];

/**
 * The block is asked for in the program, though AWS sets it on every bucket that was made since April 2023
 * (https://aws.amazon.com/about-aws/whats-new/2023/04/amazon-s3-security-best-practices-buckets-default/): a bucket may be
 * older than that, and what the program does not say nobody restores when it is switched off by hand.
 */
export const bucketNotPublic: Rule = {
  id: 'bucket-not-public',
  title: 'Every bucket blocks public access, and no policy or ACL grants it.',
  why: 'What is public is found and copied within hours, and one wrong upload is enough.',
  remedy: `Block it, and let CloudFront read what the web should see (an origin access control):
  new aws.s3.BucketPublicAccessBlock('images', {
    bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true,
    ignorePublicAcls: true, restrictPublicBuckets: true,
  });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  check: graph =>
    [
      ...graph.ofType(types.bucket).map(bucket => bucketFindings(graph, bucket)),
      ...graph
        .ofType(types.policy, types.acl)
        .filter(node => !node.external && !bucketOf(graph, node))
        .map(objectionsTo),
    ].flat(),
};

function bucketOf(graph: ResourceGraph, node: Node): Node | undefined {
  return graph.targets(node, ['bucket'], [types.bucket])[0]?.node;
}

function bucketFindings(graph: ResourceGraph, resource: Node): Finding[] {
  const of = (type: string) => graph.pointingAt(resource, type, ['bucket']);
  const grants = [...of(types.policy), ...of(types.acl)].flatMap(objectionsTo);
  if (resource.external) {
    const message = 'It exists already; this program does not decide who reads it.';
    return grants.length > 0 ? grants : [{ resource, verdict: 'not-applicable', message }];
  }
  const found = [...objectionsTo(resource), ...grants, ...blockObjections(graph, resource)];
  if (found.length > 0) return found;
  return [{ resource, verdict: 'pass', message: 'Public access is blocked, and nothing grants it.' }];
}

/** What a bucket, a policy or an ACL grants to everybody. */
function objectionsTo(resource: Node): Finding[] {
  return [...aclFindings(resource), ...policyFindings(resource)];
}

const publicGroups = /\/groups\/(global\/AllUsers|global\/AuthenticatedUsers)$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
function aclFindings(resource: Node): Finding[] {
  const { acl, grants, accessControlPolicy } = resource.inputs;
  const uris = [
    ...listOf(grants).map(grant => valueAt(grant, ['uri'])),
    ...listOf(valueAt(accessControlPolicy, ['grants'])).map(grant => valueAt(grant, ['grantee', 'uri'])),
  ];
  const isPublic =
    /^(public-read|public-read-write|authenticated-read)$/.test(String(acl)) ||
    uris.some(uri => publicGroups.test(String(uri)));
  if (isPublic) {
    const message = `Its ACL${typeof acl === 'string' ? ` '${acl}'` : ''} grants everybody access; put CloudFront in front instead.`;
    return [{ resource, verdict: 'fail', message }];
  }
  if (![acl, ...uris].some(isUnknown)) return [];
  return [
    { resource, verdict: 'unverifiable', message: 'Whom its ACL lets in is known only when it is deployed.' },
  ];
}

function policyFindings(resource: Node): Finding[] {
  return policiesIn(resource).flatMap(({ policy }): Finding[] => {
    if (!policy.statements) {
      const message = `Whom its policy lets in cannot be told: ${policy.unknown}.`;
      return [{ resource, verdict: 'unverifiable', message }];
    }
    const open = policy.statements.find(statement => opennessOf(statement) === 'everybody');
    if (open) {
      const message = `${open.label} of its policy lets everybody in; let CloudFront read it instead, by its distribution.`;
      return [{ resource, verdict: 'fail', message }];
    }
    const unclear = policy.statements.find(statement => opennessOf(statement) === 'unknown');
    if (!unclear) return [];
    const message = `Whom ${unclear.label} of its policy lets in is known only when it is deployed.`;
    return [{ resource, verdict: 'unverifiable', message }];
  });
}

/** Settings of a bucket and of its account add up: S3 takes the stricter one of each. */
function blockObjections(graph: ResourceGraph, bucket: Node): Finding[] {
  const own = graph.pointingAt(bucket, types.block, ['bucket']);
  const blocks = [...own, ...accountBlocks(graph)];
  const open = settings.filter(setting => !blocks.some(({ inputs }) => isOn(inputs[setting])));
  if (open.length === 0) return [];
  const [resource = bucket] = own;
  const unclear = open.some(setting => blocks.some(({ inputs }) => isUnknown(inputs[setting])));
  if (unclear || (own.length === 0 && hasStrayBlock(graph))) {
    const message = unclear
      ? `Whether ${open.join(', ')} is on is known only when it is deployed.`
      : 'Whether a public access block of the program is for it is known only when it is deployed.';
    return [{ resource, verdict: 'unverifiable', message }];
  }
  const message =
    own.length > 0
      ? `It leaves ${open.join(', ')} off, so that ${bucket.name} can be made public.`
      : 'No public access block of the program is for it: AWS sets one on new buckets, but nothing here keeps it.';
  return [{ resource, verdict: 'fail', message }];
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

function accountBlocks(graph: ResourceGraph): Node[] {
  return graph.ofType(types.accountBlock).filter(({ inputs }) => (inputs.accountId ?? account) === account);
}

/** Whether there is a block of which nobody knows whose it is. */
function hasStrayBlock(graph: ResourceGraph): boolean {
  return graph.remember(types.block, 'stray', () =>
    graph.ofType(types.block).some(({ inputs }) => isUnknown(inputs.bucket)),
  );
}
