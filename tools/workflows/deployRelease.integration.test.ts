// Runs a template's deployment scripts with fake command lines of AWS and Pulumi.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deployment, digest, hasCommandLines, imageOf, otherDigest, serviceWith } from './commandLines.ts';

const definition = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/desk-dev-migration';

let deployment: Deployment;

beforeEach(async () => {
  deployment = await Deployment.make();
});

afterEach(() => deployment.remove());

describe.skipIf(!hasCommandLines)('plan.sh', () => {
  const plan = async (...steps: [op: string, type: string][]) => {
    await deployment.program('aws', serviceWith(otherDigest));
    await deployment.program('pulumi', {
      preview: JSON.stringify({
        steps: steps.map(([op, type]) => ({
          op,
          urn: `urn:pulumi:dev::desk::service:task:Task$${type}::desk-dev`,
        })),
      }),
    });
  };

  test('a new task and its service are a release', async () => {
    await plan(
      ['same', 'aws:rds/instance:Instance'],
      ['read', 'aws:iam/role:Role'],
      ['create-replacement', 'aws:ecs/taskDefinition:TaskDefinition'],
      ['update', 'aws:ecs/service:Service'],
      ['update', 'pulumi:providers:aws'],
    );
    expect(await deployment.run('plan.sh', [digest])).toMatchObject({ code: 0 });
    expect((await deployment.calls()).join()).toContain(`--config service:image=${digest}`);
  });

  test.each([
    ['update', 'aws:rds/instance:Instance'],
    ['update', 'aws:iam/rolePolicy:RolePolicy'],
    ['update', 'aws:ecs/cluster:Cluster'],
    ['create', 'aws:ecs/service:Service'],
    ['create-replacement', 'aws:ecs/service:Service'],
    ['delete', 'aws:ecs/service:Service'],
    ['delete', 'aws:ecs/taskDefinition:TaskDefinition'],
  ])('to %s %s is more than a release', async (op, type) => {
    await plan(['update', 'aws:ecs/service:Service'], [op, type]);
    const { code, output } = await deployment.run('plan.sh', [digest]);
    expect(output).toMatch(new RegExp(`the pipeline may only release:\\n${op} urn.*${type}`));
    expect(code).toBe(1);
  });

  test('a program that fails is not a release', async () => {
    await deployment.program('aws', serviceWith(otherDigest));
    await deployment.program('pulumi', { preview: 255 });
    expect((await deployment.run('plan.sh', [digest])).code).not.toBe(0);
  });
});

describe.skipIf(!hasCommandLines)('migrate.sh', () => {
  const outputs = {
    'stack output migrationSubnets': '["subnet-a", "subnet-b"]',
    'stack output migrationSecurityGroup': 'sg-1',
  };
  const ending = (exitCode: number | undefined) =>
    JSON.stringify({ tasks: [{ stoppedReason: 'it stopped', containers: [{ name: 'main', exitCode }] }] });
  const account = {
    ...serviceWith(otherDigest),
    'ecs describe-task-definition --task-definition desk-dev-migration': `${definition}:7\t${imageOf(digest)}`,
    'ecs run-task':
      '{"tasks": [{"taskArn": "arn:aws:ecs:eu-west-1:123456789012:task/desk-dev/0ff1ce"}], "failures": []}',
    'logs get-log-events': 'added a column\tdone',
    'ecs describe-tasks': ending(0),
  };

  test('registers the task with the new image, runs it in the private subnets and shows its log', async () => {
    await deployment.program('pulumi', outputs);
    await deployment.program('aws', account);
    const { code, output } = await deployment.run('migrate.sh', [digest]);
    expect(output).toContain('added a column\ndone');
    expect(code).toBe(0);
    const all = await deployment.calls();
    const called = (part: string) => all.findIndex(call => call.includes(part));
    expect(all[called('pulumi up')]).toContain(
      `--config service:image=${digest} --yes --skip-preview --non-interactive --target **aws:ecs/taskDefinition:TaskDefinition::desk-dev-migration`,
    );
    expect(called('pulumi up')).toBeLessThan(called('aws ecs run-task'));
    expect(all[called('aws ecs run-task')]).toContain(`--task-definition ${definition}:7`);
    expect(all[called('aws ecs run-task')]).toContain(
      'awsvpcConfiguration={subnets=[subnet-a,subnet-b],securityGroups=[sg-1],assignPublicIp=DISABLED}',
    );
    expect(all[called('logs get-log-events')]).toContain(
      '--log-group-name /ecs/desk-dev-migration --log-stream-name main/main/0ff1ce',
    );
  });

  test.each<[what: string, answers: Record<string, string | number>, message: RegExp]>([
    [
      'fails',
      { 'ecs describe-tasks': ending(3) },
      /failed with exit code 3: it stopped\nThe version that ran before/,
    ],
    [
      'never started its program',
      { 'ecs describe-tasks': ending(undefined) },
      /failed with exit code none: it stopped/,
    ],
    [
      'finds no room',
      { 'ecs run-task': '{"tasks": [], "failures": [{"reason": "RESOURCE:ENI"}]}' },
      /RESOURCE:ENI/,
    ],
    ['does not end', { 'ecs wait': 255 }, /runs as/],
  ])('a migration that %s is an error', async (_what, answers, message) => {
    await deployment.program('pulumi', outputs);
    await deployment.program('aws', { ...account, ...answers });
    const { code, output } = await deployment.run('migrate.sh', [digest]);
    expect(output).toMatch(message);
    expect(code).not.toBe(0);
  });

  test('a migration that is no longer watched is stopped', async () => {
    await deployment.program('pulumi', outputs);
    await deployment.program('aws', { ...account, 'ecs wait': 255 });
    await deployment.run('migrate.sh', [digest]);
    expect((await deployment.calls()).at(-1)).toContain(
      'aws ecs stop-task --cluster desk-dev --task arn:aws:ecs',
    );
  });

  test('a task with another image is not run', async () => {
    await deployment.program('pulumi', outputs);
    await deployment.program('aws', {
      ...account,
      'ecs describe-task-definition --task-definition desk-dev-migration': `${definition}:7\t${imageOf(otherDigest)}`,
    });
    expect(await deployment.run('migrate.sh', [digest])).toMatchObject({
      code: 1,
      output: expect.stringContaining('would run') as string,
    });
    expect((await deployment.calls()).join()).not.toContain('run-task');
  });
});

describe.skipIf(!hasCommandLines)('running.sh and rollout.sh', () => {
  beforeEach(() => deployment.program('pulumi', {}));

  test.each([
    ['the digest of its image', serviceWith(digest), digest],
    ['none before there is a service', serviceWith('none'), 'none'],
    ['none while the digest is the placeholder', serviceWith(`sha256:${'0'.repeat(64)}`), 'none'],
  ])('the running version is %s', async (_what, answers, output) => {
    await deployment.program('aws', answers);
    expect(await deployment.run('running.sh')).toEqual({ code: 0, output: `${output}\n` });
  });

  test.each([
    ['ClusterNotFoundException', { code: 0, output: 'none\n' }],
    ['AccessDeniedException', { code: 1, output: 'AccessDeniedException\n' }],
  ])('%s is not the same as no image', async (error, result) => {
    await deployment.program('aws', {}, `echo ${error} >&2\nexit 254`);
    expect(await deployment.run('running.sh')).toEqual(result);
  });

  test('a completed rollout succeeds, with the service as it is in AWS', async () => {
    await deployment.program('aws', serviceWith(digest));
    expect(await deployment.run('rollout.sh', [digest])).toMatchObject({ code: 0 });
    const [refresh, up] = (await deployment.calls()).filter(call => call.startsWith('pulumi'));
    expect(refresh).toMatch(/^pulumi refresh --stack dev --target \*\*aws:ecs\/service:Service::/);
    expect(up).toMatch(/^pulumi up --stack dev .* --yes --skip-preview --non-interactive$/);
  });

  test('a rollout that was rolled back is an error', async () => {
    await deployment.program('aws', serviceWith(otherDigest));
    const { code, output } = await deployment.run('rollout.sh', [digest]);
    expect(output).toContain(`dev runs ${otherDigest}, not ${digest}: the rollout was rolled back.`);
    expect(code).toBe(1);
  });
});
