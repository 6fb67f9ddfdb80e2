import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { iamNoWildcard } from './iam-no-wildcard.ts';

/** One line, so that the statements are on line 3. */
const prelude = `const text = (name: string) => new aws.ssm.Parameter(name, { type: 'String', value: 'x' }).version.apply(String);`;

const findingsIn = (lines: string) => findingsOf(iamNoWildcard, `${prelude}\n${lines}`);
const verdictsOf = async (lines: string) =>
  (await findingsIn(lines)).map(({ name, verdict }) => [name, verdict]);

/** A policy of a role with one statement. */
const allowing = (statement: string) =>
  `new aws.iam.RolePolicy('work', { role: 'r', policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ${statement} }] }) });`;
const verdictOf = async (statement: string) => (await verdictsOf(allowing(statement)))[0]?.[1];

test('a policy that names actions and resources passes', async () => {
  expect(await verdictOf(`Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::images/*'`)).toBe('pass');
});

test('all actions of a service fail at the line of the policy', async () => {
  const findings = await findingsIn(
    allowing(`Sid: 'All', Action: ['s3:*', 'sqs:SendMessage'], Resource: 'arn:aws:s3:::images'`),
  );
  expect(findings).toMatchObject([
    {
      name: 'work',
      verdict: 'fail',
      line: 3,
      message: expect.stringContaining(`Statement 1 (All) allows every action that matches 's3:*'`) as string,
    },
  ]);
});

test.each([`'*'`, `'*:*'`, `['s3:*']`, `'S3:*'`, `'s3:**'`, `'iam:P*'`, `'s*:GetObject'`, `'dynamodb:?*'`])(
  'an action that matches everything fails: %s',
  async action => {
    expect(await verdictOf(`Action: ${action}, Resource: 'arn:aws:s3:::images'`)).toBe('fail');
  },
);

test.each([`'s3:Get*'`, `'kms:ReEncrypt*'`, `'dynamodb:*Item'`])(
  'a verb with a wildcard passes: %s',
  async action => {
    expect(await verdictOf(`Action: ${action}, Resource: 'arn:aws:s3:::images'`)).toBe('pass');
  },
);

test('NotAction and NotResource fail', async () => {
  expect(await verdictOf(`NotAction: 'iam:PassRole', Resource: 'arn:aws:s3:::images'`)).toBe('fail');
  expect(await verdictOf(`Action: 's3:GetObject', NotResource: 'arn:aws:s3:::images'`)).toBe('fail');
});

test('a statement that denies may be wide', async () => {
  const denying = `new aws.iam.Policy('work', { policy: { Version: '2012-10-17', Statement: { Effect: 'Deny', NotAction: ['iam:*'], Resource: '*' } } });`;
  expect(await verdictsOf(denying)).toEqual([['work', 'pass']]);
});

test.each([
  `'*'`,
  `['arn:aws:s3:::images', '*']`,
  `'arn:aws:s3:::*'`,
  `'arn:aws:s3:::*/*'`,
  `'arn:aws:logs:*:*:*'`,
  `'arn:aws:dynamodb:*:*:table/*'`,
  `'arn:aws:lambda:us-east-1:123456789012:function:*'`,
  `'arn:aws:logs:us-east-1:123456789012:log-group:*:*'`,
])('a resource that names nothing fails: %s', async resource => {
  expect(await verdictOf(`Action: 's3:GetObject', Resource: ${resource}`)).toBe('fail');
});

test.each([
  `'arn:aws:s3:::images/*'`,
  `'arn:aws:s3:::images-*'`,
  `'arn:aws:logs:*:*:log-group:/aws/lambda/work:*'`,
  `'arn:aws:execute-api:us-east-1:123456789012:abc/*/*'`,
  `'arn:aws:iam::*:role/deploy'`,
  `pulumi.interpolate\`\${new aws.dynamodb.Table('t', { hashKey: 'k', attributes: [] }).arn}/index/*\``,
  `pulumi.interpolate\`\${new aws.s3.Bucket('b').arn}/*\``,
])('a resource with a wildcard after its name passes: %s', async resource => {
  expect(await verdictOf(`Action: 's3:GetObject', Resource: ${resource}`)).toBe('pass');
});

test.each([
  'ecr:GetAuthorizationToken',
  'ec2:Describe*',
  'ec2:DescribeSubnets',
  'cloudwatch:PutMetricData',
  'xray:PutTraceSegments',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:*',
  'sts:getcalleridentity',
  'cloudtrail:LookupEvents',
])('an action without resources may have all of them: %s', async action => {
  expect(await verdictOf(`Action: '${action}', Resource: '*'`)).toBe('pass');
});

test('the message names only the actions that have resources', async () => {
  const findings = await findingsIn(
    allowing(`Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], Resource: '*'`),
  );
  expect(findings[0]).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining(`'ecr:BatchGetImage' on every resource: '*'`) as string,
  });
});

test('a condition on the resource limits every resource', async () => {
  const on = (condition: string) =>
    verdictOf(`Action: 'ecs:ExecuteCommand', Resource: '*', Condition: { ${condition} }`);
  expect(await on(`ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:us-east-1:123456789012:cluster/shop' }`)).toBe(
    'pass',
  );
  expect(await on(`StringEquals: { 'aws:ResourceTag/team': 'shop' }`)).toBe('pass');
  expect(await on(`StringLike: { 'aws:ResourceTag/team': '*' }`)).toBe('fail');
  expect(await on(`StringNotEquals: { 'aws:ResourceTag/team': 'shop' }`)).toBe('fail');
  expect(await on(`StringEquals: { 'aws:RequestedRegion': 'us-east-1' }`)).toBe('fail');
});

test('a value that is known only when it is deployed is unverifiable', async () => {
  const named = `Resource: 'arn:aws:s3:::images'`;
  for (const statement of [
    `Action: 's3:GetObject', Resource: text('arn')`,
    `Action: text('action'), ${named}`,
  ])
    expect(await verdictOf(statement)).toBe('unverifiable');
  expect(await verdictsOf(`new aws.iam.Policy('work', { policy: text('policy') });`)).toEqual([
    ['work', 'unverifiable'],
  ]);
});

test('identity policies are checked in every place', async () => {
  const policy = `{ Version: '2012-10-17' as const, Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] }`;
  const findings = await verdictsOf(`
new aws.iam.Policy('policy', { policy: ${policy} });
new aws.iam.UserPolicy('user', { user: 'u', policy: ${policy} });
new aws.iam.GroupPolicy('group', { group: 'g', policy: JSON.stringify(${policy}) });
new aws.iam.Role('role', { assumeRolePolicy: '', inlinePolicies: [{ name: 'n', policy: JSON.stringify(${policy}) }] });
new aws.ssoadmin.PermissionSetInlinePolicy('set', { instanceArn: 'i', permissionSetArn: 'p', inlinePolicy: JSON.stringify(${policy}) });
new aws.iam.RolePolicy('document', {
  role: 'r', policy: aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ['*'], resources: ['*'] }] }).json,
});`);
  expect(Object.fromEntries(findings)).toEqual({
    policy: 'fail',
    user: 'fail',
    group: 'fail',
    role: 'fail',
    set: 'fail',
    document: 'fail',
  });
});

test('a permissions boundary may be wide unless it is attached', async () => {
  const program = `
const limit = new aws.iam.Policy('limit', { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } });
const role = new aws.iam.Role('work', {
  permissionsBoundary: limit.arn,
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'ecs-tasks.amazonaws.com' }),
});`;
  expect(await verdictsOf(program)).toEqual([
    ['limit', 'not-applicable'],
    ['work', 'pass'],
  ]);
  expect(
    await verdictsOf(`${program} new aws.iam.RolePolicyAttachment('a', { role, policyArn: limit.arn });`),
  ).toContainEqual(['limit', 'fail']);
});

const trusting = (statement: string) =>
  `new aws.iam.Role('work', { assumeRolePolicy: pulumi.jsonStringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ${statement} }] }) });`;

test('a role that everyone can assume fails, unless a condition limits the callers', async () => {
  expect(await verdictsOf(trusting(`Principal: '*'`))).toEqual([['work', 'fail']]);
  expect(await verdictsOf(trusting(`Principal: { AWS: ['*'] }`))).toEqual([['work', 'fail']]);
  const organization = `Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }`;
  expect(await verdictsOf(trusting(organization))).toEqual([['work', 'pass']]);
  expect(await verdictsOf(trusting(`Principal: { AWS: text('who') }`))).toEqual([['work', 'unverifiable']]);
});

const keyed = (statement: string) =>
  `new aws.kms.Key('key', { policy: pulumi.jsonStringify({ Statement: [{ Effect: 'Allow', ${statement} }] }) });`;

test('the default policy of a key passes, because it delegates to the policies of the account', async () => {
  const root = (principal: string) =>
    keyed(`Principal: { AWS: ${principal} }, Action: 'kms:*', Resource: '*'`);
  const identity = `pulumi.interpolate\`arn:aws:iam::\${aws.getCallerIdentityOutput().accountId}:root\``;
  for (const principal of [identity, `'arn:aws:iam::111122223333:root'`, `'111122223333'`])
    expect(await verdictsOf(root(principal))).toEqual([['key', 'pass']]);
  expect(await verdictsOf(root(`'arn:aws:iam::111122223333:role/work'`))).toEqual([['key', 'fail']]);
  // for everyone, and every action
  expect(await verdictsOf(root(`'*'`))).toEqual([
    ['key', 'fail'],
    ['key', 'fail'],
  ]);
});

test('the resource * of a key policy is the key', async () => {
  const use = `Principal: { AWS: 'arn:aws:iam::111122223333:role/work' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*'`;
  expect(await verdictsOf(keyed(use))).toEqual([['key', 'pass']]);
});

test('a queue that everyone can write to fails, and one for a topic passes', async () => {
  const queue = (condition: string) => `new aws.sqs.QueuePolicy('inbox', { queueUrl: 'u', policy: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: 'q' ${condition} }],
  } });`;
  expect(await verdictsOf(queue(''))).toEqual([['inbox', 'fail']]);
  const topic = `, Condition: { ArnEquals: { 'aws:SourceArn': new aws.sns.Topic('news').arn } }`;
  expect(await verdictsOf(queue(topic))).toEqual([['inbox', 'pass']]);
});

test('the readers of a bucket are not checked, only its actions', async () => {
  const bucket = (statement: string) => `new aws.s3.BucketPolicy('images', { bucket: 'images', policy: {
    Version: '2012-10-17', Statement: [{ ${statement}, Principal: '*', Resource: '*' }],
  } });`;
  const pass = [['images', 'pass']];
  expect(
    await verdictsOf(
      bucket(`Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } }`),
    ),
  ).toEqual(pass);
  expect(await verdictsOf(bucket(`Effect: 'Allow', Action: 's3:GetObject'`))).toEqual(pass);
  expect(await verdictsOf(bucket(`Effect: 'Allow', Action: 's3:*'`))).toEqual([['images', 'fail']]);
});

const attach = (arn: string) => `new aws.iam.RolePolicyAttachment('work', { role: 'r', policyArn: ${arn} });`;

test.each([
  `aws.iam.ManagedPolicy.AdministratorAccess`,
  `'arn:aws:iam::aws:policy/PowerUserAccess'`,
  `aws.iam.ManagedPolicy.AmazonS3FullAccess`,
  `aws.iam.ManagedPolicy.LambdaFullAccess`,
  `aws.iam.ManagedPolicy.AmazonS3ReadOnlyAccess`,
  `'arn:aws-cn:iam::aws:policy/AmazonDynamoDBFullAccess_v2'`,
])('a wide AWS managed policy fails where it is attached: %s', async arn => {
  expect(await findingsIn(attach(arn))).toMatchObject([{ name: 'work', verdict: 'fail', line: 3 }]);
});

test.each([
  `aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole`,
  `'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'`,
  `'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'`,
  `'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'`,
])('a narrow AWS managed policy passes: %s', async arn => {
  expect(await verdictsOf(attach(arn))).toEqual([['work', 'pass']]);
});

test('a line that attaches many policies to a role has a finding for each', async () => {
  const many = `for (const name of ['AmazonS3FullAccess', 'AmazonSQSFullAccess', 'AWSXRayDaemonWriteAccess']) new aws.iam.RolePolicyAttachment(name, { role: 'r', policyArn: \`arn:aws:iam::aws:policy/\${name}\` });`;
  expect(await findingsIn(many)).toMatchObject([
    { name: 'AmazonS3FullAccess', verdict: 'fail' },
    { name: 'AmazonSQSFullAccess', verdict: 'fail' },
    { name: 'AWSXRayDaemonWriteAccess', verdict: 'pass' },
  ]);
});

test('every way of attaching a policy is checked', async () => {
  const wide = `'arn:aws:iam::aws:policy/AdministratorAccess'`;
  const findings = await verdictsOf(`
new aws.iam.UserPolicyAttachment('user', { user: 'u', policyArn: ${wide} });
new aws.iam.GroupPolicyAttachment('group', { group: 'g', policyArn: ${wide} });
new aws.iam.PolicyAttachment('any', { roles: ['r'], policyArn: ${wide} });
new aws.iam.Role('role', { assumeRolePolicy: '', managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', ${wide}] });
new aws.ssoadmin.ManagedPolicyAttachment('set', { instanceArn: 'i', permissionSetArn: 'p', managedPolicyArn: ${wide} });`);
  // the role attaches two
  expect(findings.map(([name, verdict]) => `${name} ${verdict}`).sort()).toEqual([
    'any fail',
    'group fail',
    'role fail',
    'role fail',
    'set fail',
    'user fail',
  ]);
});

test('a policy of the program is checked where it is written, and another one is unverifiable', async () => {
  const own = `const own = new aws.iam.Policy('own', { policy: { Version: '2012-10-17', Statement: [] } });`;
  expect(await verdictsOf(`${own} ${attach('own.arn')}`)).toEqual([['own', 'pass']]);
  expect(await verdictsOf(attach(`'arn:aws:iam::111122223333:policy/team'`))).toEqual([
    ['work', 'unverifiable'],
  ]);
  expect(await verdictsOf(attach(`aws.iam.getPolicyOutput({ name: 'team' }).arn`))).toEqual([
    ['work', 'unverifiable'],
  ]);
  expect(await verdictsOf(attach(`text('arn')`))).toEqual([['work', 'unverifiable']]);
});

test('existing policies and programs without a policy have no findings', async () => {
  expect(await verdictsOf(`aws.iam.Policy.get('work', 'arn:aws:iam::111122223333:policy/work');`)).toEqual(
    [],
  );
  expect(await verdictsOf(`new aws.s3.Bucket('images');`)).toEqual([]);
});

test.each(['SecretsManagerReadWrite', 'AmazonCognitoPowerUser', 'ReadOnlyAccess', 'AWSLambdaExecute'])(
  'the wide AWS managed policy %s fails',
  async name => {
    const findings = await findingsOf(
      iamNoWildcard,
      `new aws.iam.RolePolicyAttachment('wide', { role: 'shop', policyArn: 'arn:aws:iam::aws:policy/${name}' });`,
    );
    expect(findings).toMatchObject([{ name: 'wide', verdict: 'fail' }]);
  },
);
