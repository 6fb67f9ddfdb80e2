import { describe, expect, it } from 'vitest';
import { rightsOf, run, statementsOf, type Program } from './testing';

interface Definition {
  name: string;
  image: string;
  command?: string[];
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
  it('logs in to the database without a password, as a role that owns nothing', async () => {
    const container = main(await run('dev'), 'shop-dev');
    expect(environmentOf(container)).toMatchObject({
      DATABASE_URL: 'postgresql://service@shop-dev.rds.example:5432/app',
      DATABASE_AUTH: 'iam',
      DATABASE_TLS: 'rds',
      MIGRATE_ON_START: 'false',
    });
    expect(container.secrets).toEqual([]);
  });

  it('may log in, keep images and use the key for these, and nothing else', async () => {
    const program = await run('prod');
    const region = environmentOf(main(program, 'shop-prod')).AWS_REGION;
    expect(rightsOf(program, 'shop-prod-task')).toEqual([
      {
        Effect: 'Allow',
        Action: ['rds-db:connect'],
        Resource: [
          `arn:aws:rds-db:${region}:123456789012:dbuser:aws:rds/instance:Instance::shop-prod/resource/service`,
        ],
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: ['arn:aws:s3/bucket:Bucket:shop-prod-images/*'],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: ['arn:aws:kms/key:Key:shop-prod'],
        Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
      },
    ]);
  });

  it('cannot change its own files, but for /tmp', async () => {
    expect(main(await run('dev'), 'shop-dev')).toMatchObject({
      readonlyRootFilesystem: true,
      mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
    });
  });

  it('has longer to stop than it takes to finish what is under way', async () => {
    expect(main(await run('dev'), 'shop-dev').stopTimeout).toBeGreaterThan(20);
  });

  it('leaves no orphans of a shell', async () => {
    expect(main(await run('dev'), 'shop-dev').linuxParameters.initProcessEnabled).toBe(true);
  });

  it('believes the load balancer about who calls, and nobody before it', async () => {
    expect(environmentOf(main(await run('dev'), 'shop-dev')).TRUSTED_PROXIES).toBe('1');
  });

  it('keeps its log for as long as the stage says', async () => {
    const program = await run('prod', { 'service:logRetentionDays': '180' });
    for (const family of ['shop-prod', 'shop-prod-migration'])
      expect(program.one('cloudwatch/logGroup:LogGroup', family).inputs.retentionInDays).toBe(180);
  });

  it('is asked whether it lives', async () => {
    expect(main(await run('dev'), 'shop-dev').healthCheck?.command.join(' ')).toContain('/health/live');
  });

  it('runs the image of the digest that is named', async () => {
    const digest = `sha256:${'b'.repeat(64)}`;
    const program = await run('dev', { 'service:image': digest });
    expect(main(program, 'shop-dev').image).toBe(`registry.example/shop-dev@${digest}`);
    expect(main(program, 'shop-dev-migration').image).toBe(`registry.example/shop-dev@${digest}`);
  });

  it('is called from the frontend’s pages, and from no others', async () => {
    const without = environmentOf(main(await run('dev'), 'shop-dev'));
    expect(without.FRONTEND_ORIGINS).toBe('');
    const program = await run('dev', {
      'service:frontend': 'vercel',
      'service:frontendDomain': 'www.example.com',
    });
    expect(environmentOf(main(program, 'shop-dev')).FRONTEND_ORIGINS).toBe('https://www.example.com');
  });

  it('gets the DSN of Sentry as a secret', async () => {
    const program = await run('dev', { 'service:sentryDsn': 'https://key@sentry.example.com/1' });
    expect(main(program, 'shop-dev').secrets).toEqual([
      { name: 'SENTRY_DSN', valueFrom: expect.stringContaining('shop-dev-sentry-dsn') as string },
    ]);
  });

  it('has Datadog’s agent beside it, whose end is not its own', async () => {
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
  it('runs as the owner, with the password from Secrets Manager, and makes the role of the service', async () => {
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

  it('may do nothing on AWS', async () => {
    expect(rightsOf(await run('dev'), 'shop-dev-migration-task')).toEqual([]);
  });
});

describe('what starts a task', () => {
  it('may fetch one image and one secret, and write one log', async () => {
    const program = await run('dev');
    const rights = rightsOf(program, 'shop-dev-migration-execution');
    const resources = rights.flatMap(({ Resource }) => Resource);
    expect(resources).toEqual([
      '*',
      'arn:aws:ecr/repository:Repository:shop-dev',
      'arn:aws:cloudwatch/logGroup:LogGroup:shop-dev-migration:*',
      'arn:aws:rds/instance:Instance:shop-dev/owner-secret',
      'arn:aws:kms/key:Key:shop-dev',
    ]);
    expect(rights[0]?.Action).toEqual(['ecr:GetAuthorizationToken']);
    expect(rights.at(-1)?.Condition).toMatchObject({
      StringEquals: { 'kms:ViaService': expect.stringMatching(/^secretsmanager\./) as string },
    });
  });

  it('reads no secret for a service that has none', async () => {
    const actions = rightsOf(await run('dev'), 'shop-dev-execution').flatMap(({ Action }) => Action);
    expect(actions).not.toContain('secretsmanager:GetSecretValue');
    expect(actions).not.toContain('kms:Decrypt');
  });

  it('has a role of its own, apart from that of the program', async () => {
    const program = await run('dev');
    for (const family of ['shop-dev', 'shop-dev-migration'])
      expect(program.one('ecs/taskDefinition:TaskDefinition', family).inputs).toMatchObject({
        executionRoleArn: `arn:aws:iam/role:Role:${family}-execution`,
        taskRoleArn: `arn:aws:iam/role:Role:${family}-task`,
      });
  });

  it('acts for this account only', async () => {
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

it('keeps earlier revisions, so that a rollback finds them', async () => {
  const program = await run('dev');
  for (const { inputs } of program.all('ecs/taskDefinition:TaskDefinition'))
    expect(inputs.skipDestroy).toBe(true);
});
