// Joins what a template's pipeline does with what its infrastructure makes and what its documentation says.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programGraphs, type StackGraph } from '../../policies/src/index.ts';
import { root } from '../node24.mjs';
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
  ({ stages, project } = await programGraphs(path.join(folder, 'infra')));

  const platform = await loadWorkflows(root);
  const own = await loadWorkflows(skeleton);
  // what services call at the platform is a part of their pipeline
  workflows = [...own, ...platform.filter(({ file }) => isCalled(own, file))];
  deployments = deploymentsOf(workflows);
  const scripts = (await readdir(path.join(skeleton, 'deploy'))).map(name =>
    path.join(skeleton, 'deploy', name),
  );
  commands = [
    ...workflows.flatMap(workflow => stepsOf(workflow).map(({ step }) => step.run ?? '')),
    ...(await Promise.all(scripts.map(file => readFile(file, 'utf8')))),
  ].join('\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Tells a stage what only an account tells: who deploys it, and where its state lies. */
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

/** The environments whose jobs a role trusts, over all stages. */
function trustedBy(kind: 'deploy' | 'read'): string[] {
  return stages.flatMap(({ graph }) => {
    const roles = graph.ofType('aws:iam/role:Role').filter(({ name }) => name.endsWith(`-${kind}`));
    const subjects = roles
      .flatMap(({ inputs }) => JSON.parse(String(inputs.assumeRolePolicy)).Statement)
      .map(({ Condition }) => Condition.StringEquals['token.actions.githubusercontent.com:sub']);
    expect(subjects).toHaveLength(1);
    return subjects.map(subject => subject.replace(`repo:${repository}:environment:`, ''));
  });
}

test.each<[script: string, kind: 'deploy' | 'read']>([
  ['deploy/push.sh', 'deploy'],
  ['deploy/migrate.sh', 'deploy'],
  ['deploy/rollout.sh', 'deploy'],
  ['deploy/drift.sh', 'read'],
])('the jobs that call %s have the environments that the roles to %s trust, and no other', (script, kind) => {
  const environments = new Set(jobsWith(script).map(({ environment }) => environment));
  expect([...environments].sort()).toEqual(trustedBy(kind).sort());
});

test('a preview has an environment that a role to read trusts', () => {
  const environments = jobsWith('pulumi preview').map(({ environment }) => environment);
  expect(environments).toEqual(['dev-read']);
  expect(trustedBy('read')).toContain('dev-read');
});

test('a stage is a stack, and every environment is one of a stage', () => {
  const stacks = stages.map(({ stack }) => stack);
  const environments = new Set(deployments.map(({ environment }) => environment));
  expect([...environments].sort()).toEqual(stacks.flatMap(stack => [stack, `${stack}-read`]).sort());
});

test('no job of a reading environment releases', () => {
  const releasing = ['push', 'migrate', 'rollout'].flatMap(name => jobsWith(`deploy/${name}.sh`));
  expect(releasing.filter(({ environment }) => environment.endsWith('-read'))).toEqual([]);
});

test('the image is pushed into the repository that the stage has', async () => {
  for (const { stack, graph } of stages) {
    const { stdout } = await run(path.join(folder, 'deploy', 'stage.sh'), [stack]);
    const [registry] = graph.ofType('aws:ecr/repository:Repository');
    expect(stdout).toContain(`IMAGE_REPOSITORY=${registry?.inputs.name}\n`);
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

test('every output that the pipeline reads is one of the program', async () => {
  const program = await readFile(path.join(skeleton, 'infra', 'index.ts'), 'utf8');
  const outputs = [...program.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  const read = [...commands.matchAll(/(?:pulumi stack |\$\()output (\w+)/g)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(5);
  expect(read.filter(name => !outputs.includes(name))).toEqual([]);
});

test('the migration that is registered and watched is the one that the program makes', () => {
  for (const { stack, graph } of stages) {
    const family = `${project}-${stack}-migration`;
    const [task] = graph
      .ofType('aws:ecs/taskDefinition:TaskDefinition')
      .filter(({ name }) => name === family);
    expect(task?.inputs.family).toBe(family);
    expect(task?.urn.endsWith(`aws:ecs/taskDefinition:TaskDefinition::${family}`)).toBe(true);
    const [container] = JSON.parse(String(task?.inputs.containerDefinitions));
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = container.logConfiguration.options;
    expect(group).toBe(`/ecs/${family}`);
    expect(commands).toContain(`--log-stream-name "${prefix}/${container.name}/`);
  }
});

/** The action of a command of AWS's command line, where it is not called the same. */
const actions: Record<string, string | undefined> = {
  'ecr get-login-password': 'ecr:GetAuthorizationToken',
  'ecs wait': 'ecs:DescribeTasks',
  // everybody may
  'sts get-caller-identity': undefined,
};

test('the role may do what the pipeline calls', () => {
  const called = [...commands.matchAll(/\baws (ecr|ecs|logs|sts|s3|iam) ([a-z-]+)/g)].map(
    ([, service, command]) => {
      const name = `${service} ${command}`;
      const words = command!.split('-').map(word => word[0]!.toUpperCase() + word.slice(1));
      return name in actions ? actions[name] : `${service}:${words.join('')}`;
    },
  );
  expect(called).toContain('ecs:RunTask');
  for (const { graph } of stages) {
    const allowed = graph
      .ofType('aws:iam/rolePolicy:RolePolicy')
      .filter(({ name }) => name.includes('-deploy-'))
      .flatMap(({ inputs }) => JSON.parse(String(inputs.policy)).Statement)
      .flatMap(({ Action }) => Action);
    expect(called.filter(action => action && !allowed.includes(action))).toEqual([]);
  }
});

test("the pipeline's Pulumi is the program's", async () => {
  const { dependencies } = JSON.parse(await readFile(path.join(skeleton, 'infra', 'package.json'), 'utf8'));
  const installed = workflows.flatMap(workflow =>
    stepsOf(workflow).flatMap(({ step }) =>
      step.uses?.startsWith('pulumi/') ? [step.with?.['pulumi-version']] : [],
    ),
  );
  expect(installed).toEqual([dependencies['@pulumi/pulumi']]);
});

test('every secret and variable that the pipeline uses is documented, and every one documented is used', async () => {
  const used = new Set<string>();
  for (const workflow of workflows) {
    for (const [, context, name] of workflow.text.matchAll(/\b(vars|secrets)\.(\w+)/g)) {
      // a role is one of its stage, and known to the jobs of its environment alone
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
