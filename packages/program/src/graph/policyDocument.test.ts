import { expect, test } from 'vitest';
import { unknownValue } from '../run/recorded.ts';
import { opennessOf, readPolicy, type Statement } from './policyDocument.ts';

const statementOf = (statement: object): Statement => {
  const [read] = readPolicy({ Statement: [statement] })?.statements ?? [];
  if (!read) throw new Error('no statement');
  return read;
};

test('a string, an object, one statement and a list of statements are read alike', () => {
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

test('a missing policy, an unknown one and an invalid one are distinguished', () => {
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
  expect(readPolicy('hello')).toMatchObject({ unknown: 'it is not a policy' });
});

test('an unknown value stays in the strings of a statement', () => {
  const text = JSON.stringify({
    Statement: { Effect: 'Allow', Action: 'a:b', Resource: `${unknownValue}/*` },
  });
  expect(readPolicy(text)?.statements?.[0]?.resources).toEqual([`${unknownValue}/*`]);
});

test('principals are read with their kinds, and condition keys in lower case', () => {
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
])('the public gets access by %j', principal => {
  expect(opennessOf(statementOf({ Effect: 'Allow', ...principal }))).toBe('public');
  expect(opennessOf(statementOf({ Effect: 'Deny', ...principal }))).toBe('named');
});

test.each([
  { Service: 'cloudfront.amazonaws.com' },
  { AWS: 'arn:aws:iam::123456789012:root' },
  { Federated: '*' },
])('only named principals get access by %j', Principal => {
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
])('a condition leaves the access public: %j', condition => {
  expect(openness(condition)).toBe('public');
});

test.each([unknownValue, { StringLike: unknownValue }, { ArnLike: { 'aws:SourceArn': unknownValue } }])(
  'an unknown condition makes the access unknown: %j',
  condition => {
    expect(openness(condition as object)).toBe('unknown');
  },
);

test('an unknown principal makes the access unknown, and one that is known in part does not', () => {
  const by = (AWS: string) => opennessOf(statementOf({ Effect: 'Allow', Principal: { AWS } }));
  expect(by(unknownValue)).toBe('unknown');
  expect(by(`arn:aws:iam::${unknownValue}:root`)).toBe('named');
});
