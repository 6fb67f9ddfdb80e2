import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { githubTrustExact } from './github-trust-exact.ts';

const prelude = `
const text = (name: string) => new aws.ssm.Parameter(name, { type: 'String', value: 'x' }).version.apply(String);
const github = new aws.iam.OpenIdConnectProvider('github', { url: 'https://token.actions.githubusercontent.com', clientIdLists: ['sts.amazonaws.com'] });
const claim = (name: string) => \`token.actions.githubusercontent.com:\${name}\`;
const aud = { [claim('aud')]: 'sts.amazonaws.com' };`;

/** A role with a condition. It begins on line 6. */
const role = (condition: string, federated = 'github.arn') => `${prelude}
new aws.iam.Role('deploy', { assumeRolePolicy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: [{
  Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: ${federated} }, Condition: ${condition},
}] }) });`;

const guarded = (subject: string, operator = 'StringEquals') =>
  role(
    `{ StringEquals: aud, ${operator === 'StringEquals' ? `...{ StringEquals: { ...aud, [claim('sub')]: ${subject} } }` : `'${operator}': { [claim('sub')]: ${subject} }`} }`,
  );

const findingOf = async (lines: string) => (await findingsOf(githubTrustExact, lines))[0];
const verdictOf = async (lines: string) => (await findingOf(lines))?.verdict;

test.each([
  `'repo:acme/shop:environment:prod'`,
  `'repo:acme/shop:ref:refs/heads/main'`,
  `'repo:acme/shop:ref:refs/tags/v1'`,
  `['repo:acme/shop:environment:prod', 'repo:acme/depot:environment:prod']`,
])('a repository with an environment or branch passes: %s', async subject => {
  for (const operator of ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ForAnyValue:StringEquals'])
    expect(await findingOf(guarded(subject, operator))).toMatchObject({
      verdict: 'pass',
      message: expect.stringContaining('repo:acme/shop:') as string,
    });
});

test.each([
  `'repo:acme@583231/shop@1296269:environment:prod'`,
  `['repo:acme@583231/shop@1296269:ref:refs/heads/main', 'repo:acme/shop:environment:prod']`,
])('a repository with the ids of its tokens passes: %s', async subject => {
  expect(await verdictOf(guarded(subject))).toBe('pass');
});

test.each([
  `'repo:acme@583231/shop:environment:prod'`,
  `'repo:acme/shop@1296269:environment:prod'`,
  `'repo:acme@583231/shop@web:environment:prod'`,
  `'repo:acme@/shop@1296269:environment:prod'`,
])(
  'a repository with other ids than those of tokens fails, because it matches nothing: %s',
  async subject => {
    expect(await findingOf(guarded(subject))).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('nothing matches') as string,
    });
  },
);

test.each([
  [`'repo:acme@*/shop@*:environment:prod'`, 'repositories of strangers'],
  [`'repo:acme@583231/*:environment:prod'`, 'every repository of acme@583231'],
  [`'repo:acme@583231/shop@*:environment:prod'`, 'every repository of acme@583231'],
  [`'repo:acme@583231/shop@1296269:*'`, 'every branch, tag, environment'],
])('a wildcard beside ids fails: %s', async (subject, others) => {
  expect(await findingOf(guarded(subject, 'StringLike'))).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining(`matches ${others}`) as string,
  });
});

test.each([
  [`'*'`, 'repositories of strangers'],
  [`'repo:*'`, 'repositories of strangers'],
  [`'repo:*/shop:environment:prod'`, 'repositories of strangers'],
  [`'repo:acme*/shop:environment:prod'`, 'repositories of strangers'],
  [`'repo:acme/*'`, 'every repository of acme'],
  [`'repo:acme/shop*:environment:prod'`, 'every repository of acme'],
  [`'repo:acme/shop:*'`, 'every branch, tag, environment and pull request of acme/shop'],
  [`'repo:acme/shop:environment:*'`, 'every environment of acme/shop'],
  [`'repo:acme/shop:ref:refs/heads/*'`, 'every branch or tag of acme/shop'],
  [`['repo:acme/shop:environment:prod', 'repo:acme/shop:ref:*']`, 'every branch or tag of acme/shop'],
])('a wildcard fails, and the message lists the other workflows that match: %s', async (subject, others) => {
  expect(await findingOf(guarded(subject, 'StringLike'))).toMatchObject({
    name: 'deploy',
    verdict: 'fail',
    line: 6,
    message: expect.stringContaining(`matches ${others}`) as string,
  });
  expect(await verdictOf(guarded(subject, 'ForAnyValue:StringLike'))).toBe('fail');
});

test('a wildcard that StringEquals compares literally fails too', async () => {
  expect(await findingOf(guarded(`'repo:acme/shop:*'`))).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('nothing matches') as string,
  });
});

test.each([`'repo:acme/shop:pull_request'`, `'repo:acme/shop:ref:refs/pull/1/merge'`])(
  'pull requests fail: %s',
  async subject => {
    expect(await findingOf(guarded(subject))).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('every pull request of acme/shop') as string,
    });
  },
);

test.each([`'repo:acme/shop'`, `'repo:acme/shop:environment:'`, `'repo:acme/shop:ref:'`])(
  'a repository alone fails: %s',
  async subject => {
    expect(await verdictOf(guarded(subject))).toBe('fail');
  },
);

test('without a condition on the subject, every repository on GitHub matches', async () => {
  expect(await findingOf(role('{ StringEquals: aud }'))).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('every repository on GitHub matches') as string,
  });
});

test.each([
  'ForAllValues:StringEquals',
  'StringEqualsIfExists',
  'ForAllValues:StringLike',
  'StringNotEquals',
  'Null',
])('an operator that does not require an exact subject fails: %s', async operator => {
  expect(await verdictOf(guarded(`'repo:acme/shop:environment:prod'`, operator))).toBe('fail');
});

test('an exact condition is enough beside a wide one', async () => {
  const condition = `{
    StringEquals: { ...aud, [claim('sub')]: 'repo:acme/shop:environment:prod' }, StringLike: { [claim('sub')]: 'repo:acme/*' },
  }`;
  expect(await verdictOf(role(condition))).toBe('pass');
});

test('the audience has to be AWS', async () => {
  const withAudience = (audience: string) =>
    role(`{ StringEquals: { ${audience} [claim('sub')]: 'repo:acme/shop:environment:prod' } }`);
  expect(await verdictOf(withAudience(`[claim('aud')]: ['sts.amazonaws.com'],`))).toBe('pass');
  for (const audience of ['', `[claim('aud')]: 'https://github.com/acme',`])
    expect(await findingOf(withAudience(audience))).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('aud') as string,
    });
  expect(await verdictOf(withAudience(`[claim('aud')]: text('audience'),`))).toBe('unverifiable');
});

test('a provider is recognized by its ARN and by the claims too', async () => {
  const arn = `'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'`;
  const read = `aws.iam.getOpenIdConnectProviderOutput({ url: 'https://token.actions.githubusercontent.com' }).arn`;
  for (const federated of [arn, read, `'outside'`])
    expect(await verdictOf(role('{ StringEquals: aud }', federated))).toBe('fail');
});

test('a document of getPolicyDocument is checked', async () => {
  const document = (subject: string) => `${prelude}
new aws.iam.Role('deploy', { assumeRolePolicy: aws.iam.getPolicyDocumentOutput({ statements: [{
  actions: ['sts:AssumeRoleWithWebIdentity'],
  principals: [{ type: 'Federated', identifiers: [github.arn] }],
  conditions: [
    { test: 'StringEquals', variable: claim('aud'), values: ['sts.amazonaws.com'] },
    { test: 'StringLike', variable: claim('sub'), values: ['${subject}'] },
  ],
}] }).json });`;
  expect(await verdictOf(document('repo:acme/shop:environment:prod'))).toBe('pass');
  expect(await verdictOf(document('repo:acme/shop:*'))).toBe('fail');
});

test('a value that is known only when it is deployed is unverifiable', async () => {
  expect(await verdictOf(guarded(`text('subject')`))).toBe('unverifiable');
  const whole = `${prelude} new aws.iam.Role('deploy', { assumeRolePolicy: text('trust') });`;
  expect(await verdictOf(whole)).toBe('unverifiable');
});

test('a subject of another form is unverifiable', async () => {
  for (const subject of [`'repository_id:1:environment:prod'`, `'repo:acme/shop:actor:jo'`])
    expect(await verdictOf(guarded(subject))).toBe('unverifiable');
});

test('roles that do not trust GitHub are not checked', async () => {
  expect(
    await findingsOf(
      githubTrustExact,
      `new aws.iam.Role('work', { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'ecs-tasks.amazonaws.com' }) });
new aws.iam.Role('pods', { assumeRolePolicy: JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A' }, Action: 'sts:AssumeRoleWithWebIdentity' } }) });
aws.iam.Role.get('old', 'old');`,
    ),
  ).toEqual([]);
});
