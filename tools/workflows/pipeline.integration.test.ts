// Compares a template's pipeline with its infrastructure and its documentation.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram, type StackGraph } from '@goldpath/program';
import { root } from '../root.mjs';
import { type Deployment, deploymentsOf } from './environments.ts';
import { loadWorkflows, stepsOf, type Workflow } from './workflow.ts';

const run = promisify(execFile);
const skeleton = path.join(root, 'templates', 'prompt-library-service', 'skeleton');
const repository = 'acme/recipe-desk';

let folder: string;
let stages: StackGraph[];
let project: string;
let workflows: Workflow[];
let deployments: Deployment[];
/** every command of the workflows and of the scripts that they call */
let commands: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pipeline-'));
  const ignored = ['node_modules', '.git'];
  for (const part of ['infra', 'deploy'])
    await cp(path.join(skeleton, part), path.join(folder, part), {
      recursive: true,
      filter: source => !ignored.includes(path.basename(source)),
    });
  await symlink(path.join(skeleton, 'infra', 'node_modules'), path.join(folder, 'infra', 'node_modules'));
  for (const file of (await readdir(path.join(folder, 'infra'))).filter(name =>
    /^Pulumi\.\w+\.yaml$/.test(name),
  ))
    await setUp(path.join(folder, 'infra', file));
  ({ stages, project } = await runProgram(path.join(folder, 'infra')));

  const platform = await loadWorkflows(root);
  const own = await loadWorkflows(skeleton);
  // workflows of the platform that services call are part of their pipeline
  workflows = [...own, ...platform.filter(({ file }) => isCalled(own, file))];
  deployments = deploymentsOf(workflows);
  const scripts = (await readdir(path.join(skeleton, 'deploy')))
    // people empty a stage, with permissions of their own
    .filter(name => name.endsWith('.sh') && name !== 'empty.sh')
    .map(name => path.join(skeleton, 'deploy', name));
  commands = [
    ...workflows.flatMap(workflow => stepsOf(workflow).map(({ step }) => step.run ?? '')),
    ...(await Promise.all(scripts.map(file => readFile(file, 'utf8')))),
  ].join('\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Sets the values of a stage that depend on an account: the repository that deploys it, and the bucket of its state. */
async function setUp(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const set = text
    .replace(/^ {2}service:repository:.*$/m, `  service:repository: ${repository}`)
    .replace(/\n*$/, '\n  service:stateBucket: acme-state\n');
  await writeFile(file, set);
}

function isCalled(callers: readonly Workflow[], file: string): boolean {
  return callers.some(({ text }) => text.includes(`/goldpath/${file}@`));
}

const jobsWith = (script: string) =>
  deployments.filter(({ job }) => job.steps?.some(step => step.run?.includes(script)));

interface Statement {
  Action: string | string[];
  Condition: { StringEquals: Record<string, string> };
}

const statementsOf = (policy: unknown) =>
  (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;

/** The environments whose jobs a role trusts, over all stages. */
function trustedBy(kind: 'deploy' | 'read'): string[] {
  return stages.flatMap(({ graph }) => {
    const roles = graph.ofType('aws:iam/role:Role').filter(({ name }) => name.endsWith(`-${kind}`));
    const subjects = roles
      .flatMap(({ inputs }) => statementsOf(inputs.assumeRolePolicy))
      .map(({ Condition }) => Condition.StringEquals['token.actions.githubusercontent.com:sub'] ?? '');
    expect(subjects).toHaveLength(1);
    return subjects.map(subject => subject.replace(`repo:${repository}:environment:`, ''));
  });
}

test.each<[script: string, kind: 'deploy' | 'read']>([
  ['deploy/push.sh', 'deploy'],
  ['deploy/migrate.sh', 'deploy'],
  ['deploy/rollout.sh', 'deploy'],
  ['deploy/rollback.sh', 'deploy'],
  ['deploy/drift.sh', 'read'],
])('the jobs that call %s have the environments that the roles to %s trust, and no other', (script, kind) => {
  const environments = new Set(jobsWith(script).map(({ environment }) => environment));
  expect([...environments].sort()).toEqual(trustedBy(kind).sort());
});

test('a preview has an environment that a role to read trusts', () => {
  const environments = jobsWith('deploy/preview.sh').map(({ environment }) => environment);
  expect(environments).toEqual(['dev-read']);
  expect(trustedBy('read')).toContain('dev-read');
});

test('a stage is a stack, and every environment belongs to a stage', () => {
  const stacks = stages.map(({ stack }) => stack);
  const environments = new Set(deployments.map(({ environment }) => environment));
  expect([...environments].sort()).toEqual(stacks.flatMap(stack => [stack, `${stack}-read`]).sort());
});

test('no job with a read environment releases', () => {
  const releasing = ['push', 'migrate', 'rollout', 'rollback'].flatMap(name => jobsWith(`deploy/${name}.sh`));
  expect(releasing.filter(({ environment }) => environment.endsWith('-read'))).toEqual([]);
});

test('the scripts use the names of the service, its cluster and its task', async () => {
  for (const { stack, graph } of stages) {
    const { stdout } = await run(path.join(folder, 'deploy', 'stage.sh'), [stack]);
    const [, name] = /^SERVICE=(.*)$/m.exec(stdout) ?? [];
    for (const type of ['aws:ecs/cluster:Cluster', 'aws:ecs/service:Service'])
      expect(graph.ofType(type).map(({ inputs }) => inputs.name)).toEqual([name]);
    const families = graph.ofType('aws:ecs/taskDefinition:TaskDefinition').map(({ inputs }) => inputs.family);
    expect(families.sort()).toEqual([name, `${name}-migration`]);
  }
});

test('the image is pushed to the repository of the stage', async () => {
  for (const { stack, graph } of stages) {
    const { stdout } = await run(path.join(folder, 'deploy', 'stage.sh'), [stack]);
    const [registry] = graph.ofType('aws:ecr/repository:Repository');
    expect(stdout).toContain(`IMAGE_REPOSITORY=${String(registry?.inputs.name)}\n`);
  }
  expect(commands).toContain('"docker://$registry/$IMAGE_REPOSITORY:$tag"');
});

test('the region and the state are those of the infrastructure', async () => {
  for (const { stack, region } of stages) {
    const { stdout } = await run(path.join(folder, 'deploy', 'stage.sh'), [stack]);
    expect(stdout).toContain(`AWS_REGION=${region}\n`);
    expect(stdout).toContain('PULUMI_BACKEND_URL=s3://acme-state\n');
  }
});

test('every output that the pipeline reads exists in the program', async () => {
  const program = await readFile(path.join(skeleton, 'infra', 'index.ts'), 'utf8');
  const outputs = [...program.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  const read = [...commands.matchAll(/(?:pulumi stack |\$\()output (\w+)/g)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(2);
  expect(read.filter(name => !outputs.includes(name))).toEqual([]);
});

interface Container {
  name: string;
  logConfiguration: { options: Record<string, string> };
}

test('the registered and watched migration is the one of the program', () => {
  for (const { stack, graph } of stages) {
    const family = `${project}-${stack}-migration`;
    const [task] = graph
      .ofType('aws:ecs/taskDefinition:TaskDefinition')
      .filter(({ name }) => name === family);
    expect(task?.inputs.family).toBe(family);
    expect(task?.urn.endsWith(`aws:ecs/taskDefinition:TaskDefinition::${family}`)).toBe(true);
    const [container] = JSON.parse(String(task?.inputs.containerDefinitions)) as Container[];
    const options = container?.logConfiguration.options;
    expect(options?.['awslogs-group']).toBe(`/ecs/${family}`);
    expect(commands).toContain(
      `--log-stream-name "${options?.['awslogs-stream-prefix']}/${container?.name}/`,
    );
  }
});

/** The IAM actions of AWS commands with another name. */
const actions: Record<string, string | undefined> = {
  'ecr get-login-password': 'ecr:GetAuthorizationToken',
  'ecs wait tasks-stopped': 'ecs:DescribeTasks',
  'ecs wait services-stable': 'ecs:DescribeServices',
  // needs no permission
  'sts get-caller-identity': undefined,
};

test('the role allows the calls of the pipeline', () => {
  const called = [...commands.matchAll(/\baws (ecr|ecs|logs|sts|iam) ((?:wait )?[a-z-]+)/g)].map(
    ([, service, command = '']) => {
      const name = `${service} ${command}`;
      if (name in actions) return actions[name];
      return `${service}:${`-${command}`.replaceAll(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())}`;
    },
  );
  expect(called).toContain('ecs:RunTask');
  for (const { graph } of stages) {
    const allowed = graph
      .ofType('aws:iam/rolePolicy:RolePolicy')
      .filter(({ name }) => name.includes('-deploy-'))
      .flatMap(({ inputs }) => statementsOf(inputs.policy))
      .flatMap(({ Action }) => Action);
    expect(called.filter(action => action && !allowed.includes(action))).toEqual([]);
  }
});

test('only the stage that builds images has a key to sign them, which its role may use', async () => {
  const signing = stages.flatMap(({ stack, graph }) => {
    const aliases = graph.ofType('aws:kms/alias:Alias').map(({ inputs }) => inputs.name);
    const actionsOfRole = graph
      .ofType('aws:iam/rolePolicy:RolePolicy')
      .filter(({ name }) => name.includes('-deploy-'))
      .flatMap(({ inputs }) => statementsOf(inputs.policy))
      .flatMap(({ Action }) => Action);
    const isAllowed = actionsOfRole.includes('kms:Sign');
    expect(aliases.includes(`alias/${project}-${stack}-signing`)).toBe(isAllowed);
    return isAllowed ? [stack] : [];
  });
  expect(jobsWith('deploy/sign.sh').map(({ environment }) => environment)).toEqual(signing);
  expect(signing).toHaveLength(1);
  const script = await readFile(path.join(skeleton, 'deploy', 'sign.sh'), 'utf8');
  expect(script).toContain('--key-id "alias/$SERVICE-signing"');
});

test('no stage is migrated before its image is verified', async () => {
  for (const { job } of jobsWith('deploy/migrate.sh')) {
    const order = (job.steps ?? []).map(({ run: script = '' }) => script);
    const at = (name: string) => order.findIndex(script => script.startsWith(`deploy/${name}.sh`));
    expect(at('push')).toBeLessThan(at('verify'));
    expect(at('verify')).toBeLessThan(at('migrate'));
  }
  const gitlab = await readFile(path.join(skeleton, '.gitlab-ci.yml'), 'utf8');
  expect(gitlab).toMatch(/deploy\/push\.sh .*\n {4}- deploy\/verify\.sh "\$DIGEST"\n/);
});

test('the pipeline and the program use the same version of Pulumi', async () => {
  const manifest = await readFile(path.join(skeleton, 'infra', 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const installed = workflows
    .flatMap(stepsOf)
    .filter(({ step }) => step.uses?.startsWith('pulumi/'))
    .map(({ step }) => step.with?.['pulumi-version']);
  expect(installed).toEqual([dependencies['@pulumi/pulumi']]);
});

test('the documented secrets and variables are those that the pipeline uses', async () => {
  const used = new Set<string>();
  for (const workflow of workflows) {
    for (const [, context, name] of workflow.text.matchAll(/\b(vars|secrets)\.(\w+)/g)) {
      // these belong to a stage, and only the jobs of its environment know them
      const own = deployments.filter(one => one.workflow === workflow).map(({ environment }) => environment);
      for (const place of name === 'AWS_ROLE_ARN' ? own : ['repository'])
        used.add(`${name} ${context === 'vars' ? 'variable' : 'secret'} ${place}`);
    }
  }
  const page = await readFile(path.join(skeleton, 'docs', 'pipeline.md'), 'utf8');
  const rows = [
    ...page.matchAll(/^\| `([A-Z_]+)` \| (variable|secret) \| (?:environment `)?([\w-]+)`? \|/gm),
  ];
  expect(rows.map(([, name, kind, place]) => `${name} ${kind} ${place}`).sort()).toEqual([...used].sort());
});
