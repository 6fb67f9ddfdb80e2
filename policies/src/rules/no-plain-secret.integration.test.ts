import { realpath } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checkGraph } from '../check.ts';
import { ResourceGraph } from '@goldpath/program';
import { executeShared, programIn } from '@goldpath/program/testing';
import { findingsOf } from '../testing/findings.ts';
import { noPlainSecret } from './no-plain-secret.ts';

/** A password that a resource creates, and a value that is known only when it is deployed. */
const prelude = `
class Password extends pulumi.CustomResource {
  declare readonly result: pulumi.Output<string>;
  constructor(name: string) { super('random:index/randomPassword:RandomPassword', name, { result: undefined, length: 20 }); }
}
const password = new Password('db').result;
const text = (name: string) => new aws.ssm.Parameter(name, { type: 'String', value: 'x' }).version.apply(String);`;

/** A task with one container, on line 8. */
const task = (container: string) => `${prelude}
new aws.ecs.TaskDefinition('shop', { family: 'shop', containerDefinitions: pulumi.jsonStringify([{ name: 'app', image: 'shop:1', ${container} }]) });`;
const variable = (value: string) =>
  task(`environment: [{ name: 'PORT', value: '3000' }, { name: 'TOKEN', value: ${value} }]`);
const lambda = (variables: string, more = '') => `${prelude}
${more}
new aws.lambda.Function('shop', { role: 'r', environment: { variables: ${variables} } });`;

const findingOf = async (lines: string) => (await findingsOf(noPlainSecret, lines))[0];
const verdictOf = async (lines: string) => (await findingOf(lines))?.verdict;

test('a container whose settings are plain and whose secrets are references passes', async () => {
  const reference = `secrets: [{ name: 'TOKEN', valueFrom: new aws.secretsmanager.Secret('token').arn }]`;
  expect(
    await verdictOf(task(`environment: [{ name: 'PASSWORD_MIN_LENGTH', value: '12' }], ${reference}`)),
  ).toBe('pass');
});

test('the name of a secret may be a secret itself where AWS only accepts a reference', async () => {
  expect(await verdictOf(task(`secrets: [{ name: 'TOKEN', valueFrom: password }]`))).toBe('pass');
  expect(
    await verdictOf(
      task(`secrets: [{ name: 'TOKEN', valueFrom: pulumi.secret(password) }], command: ['serve']`),
    ),
  ).toBe('pass');
});

test('a created password in a variable fails, and the message names both', async () => {
  expect(await findingOf(variable('password'))).toMatchObject({
    name: 'shop',
    verdict: 'fail',
    line: 8,
    message: expect.stringMatching(
      /^The variable TOKEN of the container app holds the result of RandomPassword 'db' in plain text\./,
    ) as string,
  });
});

test.each([
  'pulumi.interpolate`postgres://app:${password}@db:5432/shop`',
  'password.apply(encodeURIComponent)',
  `pulumi.interpolate\`app:\${password}\`.apply(pair => Buffer.from(pair).toString('base64'))`,
  `new aws.iam.AccessKey('key', { user: 'u' }).secret`,
  `new aws.cognito.UserPoolClient('web', { userPoolId: 'p' }).clientSecret`,
  `aws.secretsmanager.getSecretVersionOutput({ secretId: 'token' }).secretString`,
  `aws.secretsmanager.getSecretVersionOutput({ secretId: 'token' }).apply(({ secretString }) => JSON.parse(secretString).password)`,
  `aws.secretsmanager.getSecretVersion({ secretId: 'token' }).then(({ secretString }) => JSON.parse(secretString).password)`,
  `aws.secretsmanager.getRandomPasswordOutput({}).randomPassword`,
  `aws.ssm.getParameterOutput({ name: '/shop/token', withDecryption: true }).value`,
])('a secret fails with any origin and in any form: %s', async value => {
  expect(await verdictOf(variable(value))).toBe('fail');
  expect(await verdictOf(lambda(`{ TOKEN: ${value} }`))).toBe('fail');
});

test.each([
  `aws.ssm.getParameterOutput({ name: '/shop/size' }).value`,
  `aws.ssm.getParameterOutput({ name: '/aws/service/ami', withDecryption: true }).value`,
  `aws.secretsmanager.getSecretVersionOutput({ secretId: 'token' }).apply(({ secretString }) => JSON.parse(secretString).host)`,
])('a value that is not a secret passes: %s', async value => {
  expect(await verdictOf(lambda(`{ SIZE: pulumi.unsecret(${value}) }`))).toBe('pass');
});

test('a secret of the configuration is named without its value', async () => {
  const dir = await realpath(
    await programIn({
      'Pulumi.dev.yaml': 'config:\n  shop:token:\n    secure: AAAA\n',
      'index.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const token = new pulumi.Config().requireSecret('token');
new aws.lambda.Function('shop', { role: 'r', environment: { variables: { URL: pulumi.interpolate\`https://x:\${token}@host/\` } } });`,
    }),
  );
  const [run] = await executeShared(dir);
  const [finding] = checkGraph(new ResourceGraph(run?.resources ?? []), dir, [noPlainSecret]);
  expect(finding).toMatchObject({ verdict: 'fail' });
  expect(finding?.message).toMatch(
    /^environment\.variables\.URL holds the configuration shop:token in plain text\./,
  );
});

test('a command, a health check and log options are checked as well', async () => {
  for (const place of [
    `command: ['serve', pulumi.interpolate\`--token=\${password}\`]`,
    `healthCheck: { command: ['CMD', password] }`,
    `logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': password } }`,
  ])
    expect(await verdictOf(task(place))).toBe('fail');
  expect((await findingOf(task(`command: ['serve', password]`)))?.message).toMatch(
    /^command\.1 of the container app/,
  );
});

test('a literal that the program marks as secret fails', async () => {
  expect(await findingOf(lambda(`{ TOKEN: pulumi.secret('hunter2') }`))).toMatchObject({
    verdict: 'fail',
    message: expect.stringMatching(
      /^(?!.*hunter2)environment\.variables\.TOKEN holds a value that the program marks/,
    ) as string,
  });
});

test('among values that are marked as secret together, only a known secret fails', async () => {
  const joined = (values: string) =>
    `${prelude} new aws.lambda.Function('shop', { role: 'r', environment: ${values}.apply(([token, host]) => ({ variables: { TOKEN: token, HOST: host } })) });`;
  const known = await findingOf(joined(`pulumi.secret(pulumi.all([password, 'db']))`));
  expect(known?.message).toMatch(/^environment\.variables\.TOKEN holds the result[^.]*\. Anyone/);
  const marked = await findingOf(joined(`pulumi.all([pulumi.secret('correct-horse'), 'db'])`));
  expect(marked?.message).toMatch(
    /^environment\.variables\.TOKEN holds a secret of the program[^.]*\. Anyone/,
  );
  expect(await verdictOf(joined(`pulumi.secret(pulumi.all(['correct-horse', 'db']))`))).toBe('unverifiable');
});

test('a literal that the program marks as secret fails inside a document, also beside the id of a resource', async () => {
  const beside = `{ name: 'TOPIC', value: new aws.sns.Topic('orders').arn }`;
  const environment = `environment: [${beside}, { name: 'VALUE', value: pulumi.secret('correct "horse"') }]`;
  expect((await findingOf(task(environment)))?.message).toMatch(
    /^The variable VALUE of the container app holds a secret of the program in plain text\./,
  );
  expect(await verdictOf(task(`environment: [{ name: 'VALUE', value: 'correct-horse' }]`))).toBe('pass');
});

test('a text that the program marks as secret is not searched for in plain inputs', async () => {
  const more = `const user = pulumi.secret('postgres');`;
  const variables = `{ IMAGE: 'postgres:16' }`;
  expect(await verdictOf(lambda(variables, more))).toBe('pass');
});

test('a short text that the program marks as secret is not searched for', async () => {
  expect(await verdictOf(task(`environment: [{ name: 'VALUE', value: pulumi.secret('app') }]`))).toBe(
    'unverifiable',
  );
});

test('user data is checked although it is base64', async () => {
  const script = 'pulumi.interpolate`#!/bin/sh\\nexport TOKEN=${password}`';
  const base64 = `${script}.apply(text => Buffer.from(text).toString('base64'))`;
  for (const resource of [
    `new aws.ec2.Instance('shop', { userData: ${script} });`,
    `new aws.ec2.Instance('shop', { userDataBase64: ${base64} });`,
    `new aws.ec2.LaunchTemplate('shop', { userData: ${base64} });`,
    `new aws.ec2.Instance('shop', { userData: pulumi.secret('export TOKEN=hunter2') });`,
  ])
    expect(await verdictOf(`${prelude} ${resource}`)).toBe('fail');
  expect(await verdictOf(`new aws.ec2.Instance('shop', { userData: 'yum install nginx' });`)).toBe('pass');
});

test('builds, jobs and services of other kinds are checked', async () => {
  const build = (type: string) => `${prelude} new aws.codebuild.Project('shop', {
    serviceRole: 'r', artifacts: { type: 'NO_ARTIFACTS' }, source: { type: 'NO_SOURCE' },
    environment: { computeType: 'c', image: 'i', type: 't', environmentVariables: [{ name: 'TOKEN', ${type} value: password }] },
  });`;
  expect(await findingOf(build(''))).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('The variable TOKEN holds the result') as string,
  });
  expect(await verdictOf(build(`type: 'PLAINTEXT',`))).toBe('fail');
  expect(await verdictOf(build(`type: 'SECRETS_MANAGER',`))).toBe('pass');
  for (const resource of [
    `new aws.batch.JobDefinition('shop', { type: 'container', containerProperties: pulumi.jsonStringify({ image: 'i', environment: [{ name: 'TOKEN', value: password }] }) });`,
    `new aws.apprunner.Service('shop', { serviceName: 's', sourceConfiguration: { imageRepository: {
      imageIdentifier: 'i', imageRepositoryType: 'ECR', imageConfiguration: { runtimeEnvironmentVariables: { TOKEN: password } },
    } } });`,
    `new aws.amplify.App('shop', { environmentVariables: { TOKEN: password } });`,
  ])
    expect(await verdictOf(`${prelude} ${resource}`)).toBe('fail');
});

test('a service of a remote component is checked by its inputs', async () => {
  const program = (value: string) => `${prelude}
import * as awsx from '@pulumi/awsx';
new awsx.ecs.FargateService('shop', { taskDefinitionArgs: { container: { name: 'app', image: 'i', environment: [{ name: 'TOKEN', value: ${value} }] } } });`;
  expect(await verdictOf(program('password'))).toBe('fail');
  expect(await verdictOf(program(`'github-token'`))).toBe('pass');
});

test('the variables of a remote component that are known only when it is deployed are unverifiable', async () => {
  const program = (environment: string) => `${prelude}
import * as awsx from '@pulumi/awsx';
const balancer = new awsx.lb.ApplicationLoadBalancer('shop', {});
const host = balancer.loadBalancer.dnsName;
new awsx.ecs.FargateService('shop', { taskDefinitionArgs: { container: { name: 'app', image: 'i', environment: ${environment} } } });`;
  expect(await verdictOf(program(`[{ name: 'HOST', value: host }]`))).toBe('pass');
  expect(await verdictOf(program(`host.apply(value => [{ name: 'HOST', value }])`))).toBe('unverifiable');
});

test('containers are known when the program builds their image', async () => {
  const program = (image: string) => `${prelude}
import * as awsx from '@pulumi/awsx';
import * as docker from '@pulumi/docker';
import * as build from '@pulumi/docker-build';
new aws.ecs.TaskDefinition('shop', { family: 'shop', containerDefinitions: pulumi.jsonStringify([{ image: ${image} }]) });`;
  for (const image of [
    `new awsx.ecr.Image('i', { repositoryUrl: 'r' }).imageUri`,
    `new docker.Image('i', { imageName: 'i' }).repoDigest`,
    `new build.Image('i', { push: false }).ref`,
  ])
    expect(await verdictOf(program(image))).toBe('pass');
});

test('containers are known when a variable has the address of a cache', async () => {
  const cache = `new aws.elasticache.Cluster('c', { engine: 'redis' }).cacheNodes[0].apply(({ address, port }) => \`\${address}:\${port}\`)`;
  expect(await verdictOf(variable(cache))).toBe('pass');
});

test('unknown containers are unverifiable', async () => {
  expect(await verdictOf(variable(`text('host')`))).toBe('unverifiable');
});

test('an unknown value passes when its resource does not mark it as secret', async () => {
  expect(await verdictOf(lambda(`{ HOST: text('host') }`))).toBe('pass');
});

test('a value of another stack is unverifiable', async () => {
  const other = `const other = new pulumi.StackReference('acme/network/prod');`;
  expect(await verdictOf(lambda(`{ HOST: other.getOutput('host') }`, other))).toBe('unverifiable');
});

test('a value of a remote component is unverifiable, and one of Crosswalk passes', async () => {
  const from = (type: string) => `
class Remote extends pulumi.ComponentResource {
  declare readonly host: pulumi.Output<string>;
  constructor() { super('${type}', 'remote', { host: undefined }, {}, true); }
}`;
  const host = `{ HOST: new Remote().host }`;
  expect(await verdictOf(lambda(host, from('acme:net:Proxy')))).toBe('unverifiable');
  expect(await verdictOf(lambda(host, from('awsx:lb:NetworkLoadBalancer')))).toBe('pass');
});

test('resources that have no settings or already exist are not checked', async () => {
  expect(
    await findingsOf(
      noPlainSecret,
      `new aws.lambda.Function('plain', { role: 'r' }); aws.lambda.Function.get('old', 'old'); new aws.s3.Bucket('images');`,
    ),
  ).toEqual([]);
});

test('a literal secret fails in a container, a function and a script', async () => {
  expect(await findingOf(variable(`'hunter2'`))).toMatchObject({
    verdict: 'fail',
    message: expect.stringMatching(
      /^(?!.*hunter2)The variable TOKEN of the container app holds a value that its name calls a secret/,
    ) as string,
  });
  expect(await verdictOf(lambda(`{ URL: 'postgres://owner:s3cr3tpw@db.example.com/app' }`))).toBe('fail');
  const script = Buffer.from('export DB_PASSWORD=hunter2').toString('base64');
  expect(await verdictOf(`new aws.ec2.Instance('shop', { userDataBase64: '${script}' });`)).toBe('fail');
});

test('a pass says what was searched for', async () => {
  expect((await findingOf(lambda(`{ TOKEN_TTL_SECONDS: '3600' }`)))?.message).toContain(
    'no secret that the program marks',
  );
});

test('a secret among the properties of a Glue connection does not pass', async () => {
  const findings = await findingsOf(
    noPlainSecret,
    `new aws.glue.Connection('store', { connectionProperties: { PASSWORD: pulumi.secret('correct-horse') } });`,
  );
  expect(findings).toMatchObject([{ name: 'store', verdict: 'fail' }]);
});
