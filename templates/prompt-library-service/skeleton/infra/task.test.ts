import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { permissionsOf, run, statementsOf, type Program } from './testing';

interface Definition {
  name: string;
  image: string;
  command?: string[];
  user?: string;
  essential: boolean;
  readonlyRootFilesystem?: boolean;
  stopTimeout: number;
  memory?: number;
  environment: { name: string; value: string }[];
  secrets: { name: string; valueFrom: string }[];
  healthCheck?: { command: string[] };
  mountPoints?: unknown[];
  linuxParameters: { initProcessEnabled: boolean };
  logConfiguration: { options: Record<string, string> };
}

function containersOf(program: Program, family: string): Definition[] {
  const { inputs } = program.one('ecs/taskDefinition:TaskDefinition', family);
  return JSON.parse(String(inputs.containerDefinitions)) as Definition[];
}

function main(program: Program, family: string): Definition {
  const [container] = containersOf(program, family);
  if (!container) throw new Error(`${family} has no container`);
  return container;
}

const environmentOf = ({ environment }: Definition) =>
  Object.fromEntries(environment.map(({ name, value }) => [name, value]));

describe('the service', () => {
  it('logs in to the database without a password, as a role that does not own tables', async () => {
    const container = main(await run('dev'), 'shop-dev');
    expect(environmentOf(container)).toMatchObject({
      DATABASE_URL: 'postgresql://service@shop-dev.rds.example:5432/app',
      DATABASE_AUTH: 'iam',
      DATABASE_TLS: 'rds',
      MIGRATE_ON_START: 'false',
    });
    expect(container.secrets).toEqual([]);
  });

  it('cannot change its own files, except for /tmp', async () => {
    expect(main(await run('dev'), 'shop-dev')).toMatchObject({
      readonlyRootFilesystem: true,
      mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
    });
  });

  it('has more time to stop than it needs to finish requests in progress', async () => {
    expect(main(await run('dev'), 'shop-dev').stopTimeout).toBeGreaterThan(20);
  });

  it('has an init process that reaps orphans', async () => {
    expect(main(await run('dev'), 'shop-dev').linuxParameters.initProcessEnabled).toBe(true);
  });

  it('trusts only the load balancer’s X-Forwarded-For', async () => {
    expect(environmentOf(main(await run('dev'), 'shop-dev')).TRUSTED_PROXIES).toBe('1');
  });

  it('keeps its log for the configured days', async () => {
    const program = await run('prod', { 'service:logRetentionDays': '180' });
    for (const family of ['shop-prod', 'shop-prod-migration'])
      expect(program.one('cloudwatch/logGroup:LogGroup', family).inputs.retentionInDays).toBe(180);
  });

  it('has a liveness check', async () => {
    expect(main(await run('dev'), 'shop-dev').healthCheck?.command.join(' ')).toContain('/health/live');
  });

  it('runs the image with the configured digest', async () => {
    const digest = `sha256:${'b'.repeat(64)}`;
    const program = await run('dev', { 'service:image': digest });
    expect(main(program, 'shop-dev').image).toBe(`registry.example/shop-dev@${digest}`);
    expect(main(program, 'shop-dev-migration').image).toBe(`registry.example/shop-dev@${digest}`);
  });

  it('can be called only from pages of the frontend’s origins', async () => {
    const without = environmentOf(main(await run('dev'), 'shop-dev'));
    expect(without.FRONTEND_ORIGINS).toBe('');
    const origins = ['https://www.example.com', 'https://admin.example.com'];
    const program = await run('dev', { 'service:frontendOrigins': JSON.stringify(origins) });
    expect(environmentOf(main(program, 'shop-dev')).FRONTEND_ORIGINS).toBe(origins.join(','));
  });

  it('receives the Sentry DSN as a secret', async () => {
    const program = await run('dev', { 'service:sentryDsn': 'https://key@sentry.example.com/1' });
    expect(main(program, 'shop-dev').secrets).toEqual([
      { name: 'SENTRY_DSN', valueFrom: expect.stringContaining('shop-dev-sentry-dsn') as string },
    ]);
  });

  it('has the Datadog agent as a sidecar that is not essential', async () => {
    const program = await run('dev', {
      'service:datadogApiKey': 'a'.repeat(32),
      'service:datadogSite': 'datadoghq.eu',
    });
    const [service, agent] = containersOf(program, 'shop-dev');
    expect(service?.secrets).toEqual([]);
    expect(agent).toMatchObject({ name: 'datadog', essential: false, secrets: [{ name: 'DD_API_KEY' }] });
    // half of the smallest task
    expect(agent?.memory).toBe(256);
    expect(environmentOf(agent!)).toMatchObject({ DD_SITE: 'datadoghq.eu' });
    expect(agent?.image).not.toMatch(/latest|:7$/);
  });
});

describe('the migration', () => {
  it('runs as the owner, with the password from Secrets Manager, and creates the role of the service', async () => {
    const container = main(await run('dev'), 'shop-dev-migration');
    expect(container.command).toEqual(['node', 'dist/migrate.js']);
    expect(environmentOf(container)).toMatchObject({
      DATABASE_URL: 'postgresql://app@shop-dev.rds.example:5432/app',
      DATABASE_TLS: 'rds',
      DATABASE_SERVICE_ROLE: 'service',
    });
    expect(container.secrets).toEqual([
      { name: 'PGPASSWORD', valueFrom: 'arn:aws:rds/instance:Instance:shop-dev/owner-secret:password::' },
    ]);
  });

  it('has no AWS permissions', async () => {
    expect(permissionsOf(await run('dev'), 'shop-dev-migration-task')).toEqual([]);
  });
});

describe('the execution role', () => {
  it('can fetch one image and one secret, and write one log', async () => {
    const program = await run('dev');
    const permissions = permissionsOf(program, 'shop-dev-migration-execution');
    const resources = permissions.flatMap(({ Resource }) => Resource);
    expect(resources).toEqual([
      '*',
      'arn:aws:ecr/repository:Repository:shop-dev',
      'arn:aws:cloudwatch/logGroup:LogGroup:shop-dev-migration:*',
      'arn:aws:rds/instance:Instance:shop-dev/owner-secret',
      'arn:aws:kms/key:Key:shop-dev',
    ]);
    expect(permissions[0]?.Action).toEqual(['ecr:GetAuthorizationToken']);
    expect(permissions.at(-1)?.Condition).toMatchObject({
      StringEquals: { 'kms:ViaService': expect.stringMatching(/^secretsmanager\./) as string },
    });
  });

  it('has no access to secrets for a service without secrets', async () => {
    const actions = permissionsOf(await run('dev'), 'shop-dev-execution').flatMap(({ Action }) => Action);
    expect(actions).not.toContain('secretsmanager:GetSecretValue');
    expect(actions).not.toContain('kms:Decrypt');
  });

  it('is separate from the role of the program', async () => {
    const program = await run('dev');
    for (const family of ['shop-dev', 'shop-dev-migration'])
      expect(program.one('ecs/taskDefinition:TaskDefinition', family).inputs).toMatchObject({
        executionRoleArn: `arn:aws:iam/role:Role:${family}-execution`,
        taskRoleArn: `arn:aws:iam/role:Role:${family}-task`,
      });
  });

  it('is assumed for this account only', async () => {
    const { inputs } = (await run('dev')).one('iam/role:Role', 'shop-dev-execution');
    expect(statementsOf(inputs.assumeRolePolicy)).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ]);
  });
});

it('keeps earlier revisions for rollbacks', async () => {
  const program = await run('dev');
  for (const { inputs } of program.all('ecs/taskDefinition:TaskDefinition'))
    expect(inputs.skipDestroy).toBe(true);
});

it.each(['shop-dev', 'shop-dev-migration'])('%s runs as the user of the image', async family => {
  const dockerfile = readFileSync(`${__dirname}/../Dockerfile`, 'utf8');
  const [, user] = /^USER (\S+)$/m.exec(dockerfile) ?? [];
  expect(main(await run('dev'), family).user).toBe(user);
});
