import { expect, test } from 'vitest';
import { unknownValue } from '../run/recorded.ts';
import { graphOf } from '../testing/program.ts';
import { opennessOf, readPolicy, type Statement } from './policyDocument.ts';

const statementOf = (statement: object): Statement => {
  const [read] = readPolicy({ Statement: [statement] })?.statements ?? [];
  if (!read) throw new Error('no statement');
  return read;
};

test('text, object, one statement and a list of them are read alike', () => {
  const statement = {
    Sid: 'Read',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::images/*',
  };
  const read = readPolicy({ Statement: statement });
  expect(read?.statements).toMatchObject([
    {
      label: 'Statement 1 (Read)',
      allows: true,
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::images/*'],
    },
  ]);
  expect(readPolicy(JSON.stringify({ Statement: [statement] }))).toEqual(read);
  expect(readPolicy({ Statement: [{ ...statement, Action: ['s3:GetObject'] }] })).toEqual(read);
});

test('no policy, one that is not known and one that is none are told apart', () => {
  expect(readPolicy(undefined)).toBeUndefined();
  expect(readPolicy('')).toBeUndefined();
  expect(readPolicy(unknownValue)).toMatchObject({ unknown: 'it is known only when it is deployed' });
  expect(readPolicy(`{"Statement": ${unknownValue}}`)).toHaveProperty(
    'unknown',
    expect.stringContaining('parts'),
  );
  expect(readPolicy({ Statement: unknownValue })).toHaveProperty(
    'unknown',
    expect.stringContaining('its statements'),
  );
  expect(readPolicy({ Statement: [unknownValue] })).toHaveProperty(
    'unknown',
    expect.stringContaining('one of its'),
  );
  expect(readPolicy('hello')).toMatchObject({ unknown: 'it is no policy' });
});

test('what a deployment tells stays in the texts of a statement', () => {
  const text = JSON.stringify({
    Statement: { Effect: 'Allow', Action: 'a:b', Resource: `${unknownValue}/*` },
  });
  expect(readPolicy(text)?.statements?.[0]?.resources).toEqual([`${unknownValue}/*`]);
});

test('principals are read by their kinds, and keys of conditions without their case', () => {
  const { principals, conditions } = statementOf({
    Effect: 'Allow',
    Principal: { Service: ['sns.amazonaws.com', 'sqs.amazonaws.com'], AWS: '*' },
    Condition: { StringEquals: { 'aws:SourceAccount': ['1', '2'], 'aws:PrincipalOrgID': 'o-1' } },
  });
  expect(principals).toEqual([
    { kind: 'Service', text: 'sns.amazonaws.com' },
    { kind: 'Service', text: 'sqs.amazonaws.com' },
    { kind: 'AWS', text: '*' },
  ]);
  expect(conditions).toEqual([
    { operator: 'stringequals', key: 'aws:sourceaccount', values: ['1', '2'] },
    { operator: 'stringequals', key: 'aws:principalorgid', values: ['o-1'] },
  ]);
});

test.each([
  { Principal: '*' },
  { Principal: { AWS: '*' } },
  { Principal: { AWS: ['a', '*'] } },
  { NotPrincipal: { AWS: 'a' } },
])('everybody is let in by %j', principal => {
  expect(opennessOf(statementOf({ Effect: 'Allow', ...principal }))).toBe('everybody');
  expect(opennessOf(statementOf({ Effect: 'Deny', ...principal }))).toBe('named');
});

test.each([
  { Service: 'cloudfront.amazonaws.com' },
  { AWS: 'arn:aws:iam::123456789012:root' },
  { Federated: '*' },
])('somebody by name is let in by %j', Principal => {
  expect(opennessOf(statementOf({ Effect: 'Allow', Principal }))).toBe('named');
});

const openness = (Condition: object) =>
  opennessOf(statementOf({ Effect: 'Allow', Principal: '*', Condition }));

test.each([
  { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  { StringEquals: { 'AWS:SourceAccount': '123456789012' } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::images' } },
  { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:123456789012:*' } },
  { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
  { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } },
  { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
  { Bool: { 'aws:SecureTransport': 'true' }, StringLike: { 'aws:SourceAccount': '1234*' } },
  { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } },
  { StringEquals: { 'aws:SourceVpc': unknownValue } },
])('a condition names the callers: %j', condition => {
  expect(openness(condition)).toBe('named');
});

test.each([
  { Bool: { 'aws:SecureTransport': 'true' } },
  { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
  { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } },
  { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-1' } },
  { StringLike: { 'aws:SourceArn': '*' } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:*' } },
  { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
  { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '::/0'] } },
  { StringLike: { 'aws:Referer': 'https://example.com/*' } },
])('a condition leaves everybody in: %j', condition => {
  expect(openness(condition)).toBe('everybody');
});

test.each([unknownValue, { StringLike: unknownValue }, { ArnLike: { 'aws:SourceArn': unknownValue } }])(
  'a condition that is not known leaves it open: %j',
  condition => {
    expect(openness(condition as object)).toBe('unknown');
  },
);

test('a principal that is not known leaves it open, and one that is known in part does not', () => {
  const by = (AWS: string) => opennessOf(statementOf({ Effect: 'Allow', Principal: { AWS } }));
  expect(by(unknownValue)).toBe('unknown');
  expect(by(`arn:aws:iam::${unknownValue}:root`)).toBe('named');
});

test('a document of getPolicyDocument has the spelling of IAM', async () => {
  const { graph } = await graphOf(`
const base = aws.iam.getPolicyDocumentOutput({ statements: [{ sid: 'A', actions: ['a:a'] }, { sid: 'B', actions: ['a:b'] }] });
const document = aws.iam.getPolicyDocumentOutput({
  sourcePolicyDocuments: [base.json],
  statements: [{
    sid: 'A',
    effect: 'Deny',
    notActions: ['a:c'],
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: ['x'] }, { type: 'AWS', identifiers: ['y'] }, { type: 'Service', identifiers: ['z'] }],
    conditions: [
      { test: 'StringEquals', variable: 'k', values: ['v'] },
      { test: 'StringEquals', variable: 'l', values: ['w'] },
    ],
  }, { actions: ['a:d'], principals: [{ type: '*', identifiers: ['*'] }] }],
});
new aws.iam.Policy('p', { policy: document.json });`);
  const [policy] = graph.ofType('aws:iam/policy:Policy');
  expect(JSON.parse(String(policy?.inputs.policy))).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'B', Effect: 'Allow', Action: ['a:b'] },
      {
        Sid: 'A',
        Effect: 'Deny',
        NotAction: ['a:c'],
        Resource: ['*'],
        Principal: { AWS: ['x', 'y'], Service: ['z'] },
        Condition: { StringEquals: { k: ['v'], l: ['w'] } },
      },
      { Effect: 'Allow', Action: ['a:d'], Principal: '*' },
    ],
  });
});
