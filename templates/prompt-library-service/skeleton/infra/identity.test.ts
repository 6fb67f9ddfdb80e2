import { describe, expect, it } from 'vitest';
import { permissionsOf, run, statementsOf, type Program } from './testing';

const pipeline = { 'service:repository': 'acme/shop', 'service:stateBucket': 'acme-state' };
const keyArn = 'arn:aws:kms:eu-north-1:123456789012:key/1';

const trustOf = (program: Program, role: string) =>
  statementsOf(program.one('iam/role:Role', role).inputs.assumeRolePolicy);

it('trusts jobs of one repository in one environment', async () => {
  expect(trustOf(await run('prod', pipeline), 'shop-prod-deploy')).toEqual([
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam/openIdConnectProvider:OpenIdConnectProvider:shop-prod-github' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:acme/shop:environment:prod',
        },
      },
    },
  ]);
});

it('trusts the exact subject of a repository whose tokens contain ids', async () => {
  const program = await run('prod', { ...pipeline, 'service:repositoryIds': '583231/1296269' });
  const subjects = ['deploy', 'read'].map(
    role => trustOf(program, `shop-prod-${role}`)[0]?.Condition?.StringEquals,
  );
  expect(subjects).toMatchObject(
    ['prod', 'prod-read'].map(environment => ({
      'token.actions.githubusercontent.com:sub': `repo:acme@583231/shop@1296269:environment:${environment}`,
    })),
  );
});

it('trusts the protected branch of one GitLab project', async () => {
  const program = await run('dev', { ...pipeline, 'service:pipeline': 'gitlab' });
  expect(trustOf(program, 'shop-dev-deploy')[0]?.Condition).toEqual({
    StringEquals: {
      'gitlab.com:aud': 'https://gitlab.com',
      'gitlab.com:sub': 'project_path:acme/shop:ref_type:branch:ref:main',
    },
  });
});

it('creates no identity provider when the account has one', async () => {
  const program = await run('dev', { ...pipeline, 'service:pipelineProvider': 'existing' });
  expect(program.all('iam/openIdConnectProvider:OpenIdConnectProvider')).toEqual([]);
  expect(trustOf(program, 'shop-dev-deploy')[0]?.Principal).toEqual({
    Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
  });
});

it('keeps the identity provider for other stages of the account when the stack is deleted', async () => {
  const program = await run('dev', pipeline);
  const provider = program.one('iam/openIdConnectProvider:OpenIdConnectProvider');
  expect(provider.options.retainOnDelete).toBe(true);
});

describe('the read-only role', () => {
  it('trusts jobs of a separate environment', async () => {
    const [statement] = trustOf(await run('dev', pipeline), 'shop-dev-read');
    expect(statement?.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:acme/shop:environment:dev-read',
      },
    });
  });

  it('cannot write, and cannot read secrets', async () => {
    const program = await run('prod', { ...pipeline, 'service:stateKeyArn': keyArn });
    expect(permissionsOf(program, 'shop-prod-read').flatMap(({ Action }) => Action)).toEqual([
      'budgets:ViewBudget',
      'budgets:ListTagsForResource',
      'sns:GetSubscriptionAttributes',
      'application-autoscaling:ListTagsForResource',
      's3:ListBucket',
      's3:GetObject',
    ]);
    const { inputs } = program.one('iam/rolePolicyAttachment:RolePolicyAttachment');
    expect(inputs.policyArn).toBe('arn:aws:iam::aws:policy/SecurityAudit');
  });

  it('reads only the state of its own stage', async () => {
    const program = await run('dev', pipeline);
    const reading = permissionsOf(program, 'shop-dev-read').filter(({ Action }) =>
      Action.includes('s3:GetObject'),
    );
    const resources = reading.flatMap(({ Resource }) => Resource);
    expect(resources).toHaveLength(6);
    for (const resource of resources)
      expect(resource).toMatch(/\/\.pulumi\/(meta\.yaml|.*\/shop\/dev(\.\*|\/\*))$/);
  });
});

it('does not exist when no repository deploys', async () => {
  const program = await run('prod');
  expect(program.resources.filter(({ name }) => /-(deploy|read)$/.test(name))).toEqual([]);
  expect(program.outputs.deployRole).toBeUndefined();
});

it('can deploy a release, and change nothing else', async () => {
  const program = await run('prod', { ...pipeline, 'service:stateKeyArn': keyArn });
  const permissions = permissionsOf(program, 'shop-prod-deploy');
  const writing = permissions
    .flatMap(({ Action }) => Action)
    .filter(action => !/:(Describe|List|Get|BatchGet|BatchCheck|Filter)/.test(action))
    .sort();
  expect(writing).toEqual([
    'ecr:CompleteLayerUpload',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
    'ecs:RegisterTaskDefinition',
    'ecs:RunTask',
    'ecs:StopServiceDeployment',
    'ecs:StopTask',
    'ecs:TagResource',
    'ecs:UpdateService',
    'iam:PassRole',
    'kms:Decrypt',
    'kms:Encrypt',
    's3:DeleteObject',
    's3:PutObject',
  ]);
});

it('signs images only in the stage that builds them, with the key for that', async () => {
  const signing = async (stage: string, overrides: Record<string, string>) =>
    permissionsOf(await run(stage, { ...pipeline, ...overrides }), `shop-${stage}-deploy`).filter(
      ({ Action }) => Action.includes('kms:Sign'),
    );
  expect(await signing('dev', { 'service:signsImages': 'true' })).toEqual([
    { Effect: 'Allow', Action: ['kms:Sign'], Resource: ['arn:aws:kms/key:Key:shop-dev-signing'] },
  ]);
  expect(await signing('prod', {})).toEqual([]);
});

it('can pass only the roles of its tasks', async () => {
  const program = await run('prod', pipeline);
  const passing = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('iam:PassRole'),
  );
  expect(passing).toEqual([
    {
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: ['execution', 'task', 'migration-execution', 'migration-task'].map(
        role => `arn:aws:iam/role:Role:shop-prod-${role}`,
      ),
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  ]);
});

it('runs the migration only on its own cluster', async () => {
  const program = await run('prod', pipeline);
  const running = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('ecs:RunTask'),
  );
  expect(running).toMatchObject([
    {
      Resource: [expect.stringMatching(/:task-definition\/shop-prod-migration:\*$/)],
      Condition: { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs/cluster:Cluster:shop-prod' } },
    },
  ]);
});

it('reads and writes only the Pulumi state of its own stage', async () => {
  const program = await run('prod', pipeline);
  const permissions = permissionsOf(program, 'shop-prod-deploy');
  const objects = (action: string) =>
    permissions
      .filter(({ Action }) => Action.includes(action))
      .flatMap(({ Resource }) => Resource)
      .map(resource => resource.replace('arn:aws:s3:::acme-state/.pulumi/', ''));
  const own = [
    'stacks/shop/prod.*',
    'history/shop/prod/*',
    'backups/shop/prod/*',
    'journal/shop/prod/*',
    'locks/organization/shop/prod/*',
  ];
  expect(objects('s3:GetObject')).toEqual(['meta.yaml', ...own]);
  expect(objects('s3:PutObject')).toEqual(own);
  expect(objects('s3:DeleteObject')).toEqual(own);
  expect(objects('s3:ListBucket')).toEqual(['arn:aws:s3:::acme-state']);
});

it('uses only the configured key of Pulumi’s secrets, if any', async () => {
  const keys = (program: Program) =>
    permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) => Action.includes('kms:Decrypt'));
  expect(keys(await run('prod', pipeline))).toEqual([]);
  expect(keys(await run('prod', { ...pipeline, 'service:stateKeyArn': keyArn }))).toEqual([
    { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: [keyArn] },
  ]);
});

it('pushes only to its own registry', async () => {
  const program = await run('prod', pipeline);
  const pushing = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('ecr:PutImage'),
  );
  expect(pushing).toMatchObject([{ Resource: ['arn:aws:ecr/repository:Repository:shop-prod'] }]);
});

it('updates only its own service', async () => {
  const program = await run('prod', pipeline);
  const region = String(program.one('pulumi:providers:aws').inputs.region);
  const updating = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('ecs:UpdateService'),
  );
  expect(updating).toMatchObject([
    { Resource: [`arn:aws:ecs:${region}:123456789012:service/shop-prod/shop-prod`] },
  ]);
});

it('registers only its two task definitions', async () => {
  const program = await run('prod', pipeline);
  const region = String(program.one('pulumi:providers:aws').inputs.region);
  const registering = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('ecs:RegisterTaskDefinition'),
  );
  expect(registering).toMatchObject([
    {
      Resource: ['shop-prod', 'shop-prod-migration'].map(
        family => `arn:aws:ecs:${region}:123456789012:task-definition/${family}:*`,
      ),
    },
  ]);
});

it('stops only tasks of its own cluster', async () => {
  const program = await run('prod', pipeline);
  const stopping = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('ecs:StopTask'),
  );
  expect(stopping).toMatchObject([
    {
      Resource: [expect.stringMatching(/:task\/shop-prod\/\*$/)],
      Condition: { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs/cluster:Cluster:shop-prod' } },
    },
  ]);
});

it('tags a task definition only when it is registered', async () => {
  const program = await run('prod', pipeline);
  const tagging = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    Action.includes('ecs:TagResource'),
  );
  expect(tagging).toMatchObject([
    { Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } } },
  ]);
});

it('reads only the log of the migration', async () => {
  const program = await run('prod', pipeline);
  const reading = permissionsOf(program, 'shop-prod-deploy').filter(({ Action }) =>
    [Action].flat().some(action => action.startsWith('logs:')),
  );
  expect(reading).toMatchObject([
    { Resource: ['arn:aws:cloudwatch/logGroup:LogGroup:shop-prod-migration:*'] },
  ]);
});
