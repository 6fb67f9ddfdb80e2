import { type Node, type Policy, readPolicy, type ResourceGraph, type Statement } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result } from './settings.ts';

// cspell:ignore securetransport

const policyType = 'aws:s3/bucketPolicy:BucketPolicy';

/** The policy may be a part of the bucket, or a resource of its own. */
export const bucketHttps: PolicyRule = {
  id: 'bucket-https',
  title: 'Buckets refuse requests without TLS.',
  why: 'A client that is set to plain HTTP sends objects and signed URLs readably through the network.',
  fix: `Refuse such requests in the policy of the bucket:
  { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  controls: ['S3.5'],
  check: eachOf(['aws:s3/bucket:Bucket'], bucketResult),
  examples: {
    passing: [
      `const images = new aws.s3.Bucket('images');
new aws.s3.BucketPolicy('images', { bucket: images.id, policy: { Version: '2012-10-17', Statement: [
  { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
] } });`,
    ],
    failing: [
      `new aws.s3.Bucket('images');`,
      `const images = new aws.s3.Bucket('images');
new aws.s3.BucketPolicy('images', { bucket: images.id, policy: { Version: '2012-10-17', Statement: [
  { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 's3:GetObject', Resource: '*' },
] } });`,
    ],
    unverifiable: [
      `const images = new aws.s3.Bucket('images');
const policy = new pulumi.StackReference('other').getOutput('policy') as pulumi.Output<string>;
new aws.s3.BucketPolicy('images', { bucket: images.id, policy });`,
    ],
  },
};

function bucketResult(bucket: Node, graph: ResourceGraph): Result {
  const separate = graph.pointingAt(bucket, policyType, ['bucket']);
  const policies = [bucket, ...separate].map(({ inputs }) => readPolicy(inputs.policy)).filter(isGiven);
  if (policies.some(({ statements = [] }) => statements.some(refusesPlain)))
    return pass('It refuses requests without TLS.');
  const unclear = policies.find(({ unknown }) => unknown !== undefined);
  if (unclear) return { verdict: 'unverifiable', message: `Its policy: ${unclear.unknown}.` };
  return missing(graph, [policyType], 'bucket', 'The bucket accepts requests without TLS.');
}

function isGiven(policy: Policy | undefined): policy is Policy {
  return policy !== undefined;
}

function refusesPlain({ allows, actions, conditions }: Statement): boolean {
  const isForAll = actions.some(action => action === '*' || action.toLowerCase() === 's3:*');
  const isWithoutTls = conditions.some(
    ({ key, values }) => key === 'aws:securetransport' && values.includes('false'),
  );
  return !allows && isForAll && isWithoutTls;
}
