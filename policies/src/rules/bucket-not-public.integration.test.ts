import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { bucketNotPublic } from './bucket-not-public.ts';

const prelude = `const text = (name: string) => new aws.ssm.Parameter(name, { type: 'String', value: 'x' }).version.apply(String);`;
const all =
  'blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true';

/** A bucket (line 3) with its block (line 4), and more on line 5. */
const bucket = (more = '', { args = '', settings = all, type = 'Bucket' } = {}) => `${prelude}
const images = new aws.s3.${type}('images', { ${args} });
${settings && `new aws.s3.BucketPublicAccessBlock('block', { bucket: images.id, ${settings} });`}
${more}`;

const verdictsOf = async (lines: string) =>
  (await findingsOf(bucketNotPublic, lines)).map(({ name, verdict }) => [name, verdict]);
const pass = [['images', 'pass']];

const open = (condition = '', principal = `'*'`) =>
  `{ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Principal: ${principal}, Action: 's3:GetObject', Resource: '*' ${condition} }] }`;
const policy = (document: string, of = 'images.id') =>
  `new aws.s3.BucketPolicy('policy', { bucket: ${of}, policy: pulumi.jsonStringify(${document}) });`;

test('a bucket with a public access block passes, with either of its classes', async () => {
  expect(await verdictsOf(bucket())).toEqual(pass);
  expect(await verdictsOf(bucket('', { type: 'BucketV2' }))).toEqual(pass);
  expect(
    await verdictsOf(bucket('', { settings: all.replaceAll('true', `'true' as unknown as boolean`) })),
  ).toEqual(pass);
});

test('a bucket without a block fails at its own line', async () => {
  expect(await findingsOf(bucketNotPublic, bucket('', { settings: '' }))).toMatchObject([
    { name: 'images', verdict: 'fail', line: 3 },
  ]);
});

test.each(['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'])(
  'a block with %s off, or without it, fails at the line of the block',
  async setting => {
    for (const settings of [
      all.replace(`${setting}: true`, `${setting}: false`),
      all.replace(`${setting}: true`, '').replace(/^, |, (?=,)|, $/, ''),
    ])
      expect(await findingsOf(bucketNotPublic, bucket('', { settings }))).toMatchObject([
        {
          name: 'block',
          verdict: 'fail',
          line: 4,
          message: expect.stringContaining(`It leaves ${setting} off`) as string,
        },
      ]);
  },
);

test('the block of the account counts for every bucket', async () => {
  const account = `new aws.s3.AccountPublicAccessBlock('account', { ${all} });`;
  expect(await verdictsOf(bucket(account, { settings: '' }))).toEqual(pass);
  const half = `new aws.s3.AccountPublicAccessBlock('account', { blockPublicAcls: true, ignorePublicAcls: true });`;
  expect(await verdictsOf(bucket(half, { settings: '' }))).toEqual([['images', 'fail']]);
  expect(
    await verdictsOf(bucket(half, { settings: 'blockPublicPolicy: true, restrictPublicBuckets: true' })),
  ).toEqual(pass);
  const other = `new aws.s3.AccountPublicAccessBlock('account', { accountId: '999900001111', ${all} });`;
  expect(await verdictsOf(bucket(other, { settings: '' }))).toEqual([['images', 'fail']]);
});

test('a block with unknown values is unverifiable', async () => {
  expect(
    await verdictsOf(bucket('', { settings: all.replace('true', `text('on').apply(Boolean)`) })),
  ).toEqual([['block', 'unverifiable']]);
  const stray = `new aws.s3.BucketPublicAccessBlock('stray', { bucket: text('bucket'), ${all} });`;
  expect(await verdictsOf(bucket(stray, { settings: '' }))).toEqual([['images', 'unverifiable']]);
});

test('a policy that grants everyone access fails at its line and recommends CloudFront', async () => {
  expect(await findingsOf(bucketNotPublic, bucket(policy(open())))).toMatchObject([
    {
      name: 'policy',
      verdict: 'fail',
      line: 5,
      message: expect.stringMatching(/Statement 1 \(Read\).*CloudFront/) as string,
    },
  ]);
  for (const principal of [`{ AWS: '*' }`, `{ AWS: ['*'] }`])
    expect(await verdictsOf(bucket(policy(open('', principal))))).toEqual([['policy', 'fail']]);
  expect(await verdictsOf(bucket(policy(open(), 'images.bucket')))).toEqual([['policy', 'fail']]);
  expect(await verdictsOf(bucket('', { args: `policy: JSON.stringify(${open()})` }))).toEqual([
    ['images', 'fail'],
  ]);
});

test.each([
  [open(`, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }`)],
  [open(`, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }`)],
  [open('', `{ Service: 'cloudfront.amazonaws.com' }`)],
  [open('', `{ AWS: new aws.cloudfront.OriginAccessIdentity('reader').iamArn }`)],
  [open(`, Condition: { Bool: { 'aws:SecureTransport': 'false' } }`).replace('Allow', 'Deny')],
])('a policy that names its readers passes: %s', async document => {
  expect(await verdictsOf(bucket(policy(document)))).toEqual(pass);
});

test('a policy with unknown values is unverifiable', async () => {
  const unknown = `new aws.s3.BucketPolicy('policy', { bucket: images.id, policy: text('policy') });`;
  expect(await verdictsOf(bucket(unknown))).toEqual([['policy', 'unverifiable']]);
  expect(await verdictsOf(bucket(policy(open('', `{ AWS: text('who') }`))))).toEqual([
    ['policy', 'unverifiable'],
  ]);
});

test('a policy of a bucket outside the program is checked as well', async () => {
  const elsewhere = `${prelude} ${policy(open(), `'elsewhere'`)}`;
  expect(await verdictsOf(elsewhere)).toEqual([['policy', 'fail']]);
  const read = `${prelude} const images = aws.s3.Bucket.get('images', 'elsewhere');`;
  expect(await verdictsOf(`${read} ${policy(open())}`)).toEqual([['policy', 'fail']]);
  expect(await verdictsOf(read)).toEqual([]);
});

test.each(['public-read', 'public-read-write', 'authenticated-read'])('the ACL %s fails', async acl => {
  expect(await verdictsOf(bucket('', { args: `acl: '${acl}'` }))).toEqual([['images', 'fail']]);
  const own = `new aws.s3.BucketAcl('acl', { bucket: images.id, acl: '${acl}' });`;
  expect(await findingsOf(bucketNotPublic, bucket(own))).toMatchObject([
    { name: 'acl', verdict: 'fail', line: 5 },
  ]);
});

test('an ACL with the group of all users fails', async () => {
  const uri = `uri: 'http://acs.amazonaws.com/groups/global/AllUsers'`;
  const grants = `grants: [{ type: 'Group', permissions: ['READ'], ${uri} }]`;
  expect(await verdictsOf(bucket('', { args: grants }))).toEqual([['images', 'fail']]);
  const own = `new aws.s3.BucketAcl('acl', { bucket: images.id, accessControlPolicy: { owner: { id: 'o' }, grants: [{ permission: 'READ', grantee: { type: 'Group', ${uri} } }] } });`;
  expect(await verdictsOf(bucket(own))).toEqual([['acl', 'fail']]);
});

test('other ACLs pass, and an unknown one is unverifiable', async () => {
  for (const acl of ['private', 'log-delivery-write', 'bucket-owner-full-control'])
    expect(await verdictsOf(bucket('', { args: `acl: '${acl}'` }))).toEqual(pass);
  expect(await verdictsOf(bucket('', { args: `acl: text('acl') as any` }))).toEqual([
    ['images', 'unverifiable'],
  ]);
});

test('a program without a bucket has no findings', async () => {
  expect(await verdictsOf(`new aws.sqs.Queue('inbox');`)).toEqual([]);
});

test('an object with a public ACL fails', async () => {
  const object = (acl: string) =>
    `new aws.s3.BucketObjectv2('logo', { bucket: images.id, key: 'logo.png', content: 'x', acl: '${acl}' });`;
  expect(await verdictsOf(bucket(object('private')))).toEqual(pass);
  expect(await verdictsOf(bucket(object('public-read')))).toContainEqual(['logo', 'fail']);
});
