import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { answers, repository } from './answers.ts';
import { runWorkflow, type WorkflowRun } from './actions/act.ts';
import { writePrograms } from './actions/programs.ts';
import { type Cloud, startCloud } from './cloud/cloud.ts';
import { packImage, type Image } from './cloud/images.ts';
import { setUpEngine } from './engine/setUp.ts';
import { cloneFolder, npmCache } from './folders.ts';
import { blocksOf, scriptOf } from './runbooks/runbook.ts';

/** The result of a command. */
export interface Result {
  code: number;
  output: string;
}

/** The number of resources of an update by what Pulumi did with them. */
export type Changes = Partial<Record<'create' | 'update' | 'replace' | 'delete' | 'same', number>>;

/** The service of an account, when it is not the created one. */
export interface Service {
  /** the repository to clone */
  repository?: string;
  /** the folder in which it was built */
  built?: string;
}

interface Checkpoint {
  deployment: { resources: { type: string; urn: string; inputs: Record<string, unknown> }[] };
}

/** Fails with the end of the output, which has the reason. */
export function expectSuccess({ code, output }: Result): void {
  if (code !== 0) throw new Error(`It exited with ${code}:\n${output.slice(-5000)}`);
}

/** A developer with a clone of the created service and administrator rights in an empty account. */
export class Account {
  readonly cloud: Cloud;
  /** the clone of the service */
  readonly clone: string;
  /** the developer's folder of settings */
  readonly home: string;
  /** a folder for files of the rehearsal */
  readonly folder: string;
  readonly #env: Record<string, string>;
  readonly #built: string;

  private constructor(cloud: Cloud, folder: string, env: Record<string, string>, built: string) {
    this.cloud = cloud;
    this.clone = path.join(folder, 'clone');
    this.home = path.join(folder, 'home');
    this.folder = folder;
    this.#env = env;
    this.#built = built;
  }

  /**
   * Opens an empty account, with a clone of the service of its own.
   *
   * @param stages - whose services can run in it
   */
  static async open(
    stages: readonly string[],
    { repository = cloneFolder, built = cloneFolder }: Service = {},
  ): Promise<Account> {
    const { bin } = await setUpEngine();
    const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-account-'));
    const cloud = await startCloud(
      answers.region,
      stages.map(stage => `${answers.name}-${stage}`),
    );
    const home = path.join(folder, 'home');
    const registries = path.join(home, '.config', 'containers', 'registries.conf');
    await mkdir(path.dirname(registries), { recursive: true });
    // the registry of the account is reached by HTTP through the proxy in the environment
    await writeFile(registries, '[[registry]]\nprefix = "*.amazonaws.com"\ninsecure = true\n');
    const artifacts = path.join(folder, 'artifacts');
    const programs = await writePrograms(path.join(folder, 'programs'));
    const env = {
      ...cloud.env,
      PATH: [programs, bin, process.env.PATH].join(path.delimiter),
      STANDIN_ENDPOINT: cloud.moto,
      STANDIN_BALANCER: cloud.balancer,
      HOME: home,
      ARTIFACTS: artifacts,
      IMAGE: path.join(folder, 'image.tar'),
      GITHUB_REPORTS: path.join(folder, 'reports'),
      // that of the machine: with an empty one, every job would download all packages again
      npm_config_cache: npmCache,
      npm_config_prefer_offline: 'true',
      PULUMI_HOME: path.join(home, '.pulumi'),
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_SKIP_CONFIRMATIONS: 'true',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    };
    const account = new Account(cloud, folder, env, built);
    await x('git', ['clone', '--quiet', '--branch', 'main', repository, account.clone], {
      throwOnError: true,
    });
    return account;
  }

  /**
   * Runs commands in the clone, as the developer would.
   *
   * @param input - of the commands
   * @param variables - of the commands; an undefined one is removed
   */
  async shell(script: string, input?: string, variables: NodeJS.ProcessEnv = {}): Promise<Result> {
    const env = { ...process.env, ...this.#env, ...variables };
    const options = { nodeOptions: { cwd: this.clone, env } };
    const running = x('bash', ['-c', script], input === undefined ? options : { ...options, stdin: input });
    const { exitCode = 1, stdout, stderr } = await running;
    return { code: exitCode, output: stdout + stderr };
  }

  /** Runs commands with a stage open, as the runbooks do. */
  onStage(stage: string, script: string): Promise<Result> {
    return this.shell(`set -e; eval "$(deploy/stage.sh ${stage} | sed 's/^/export /')"; ${script}`);
  }

  /** The digest that a stage runs, as the scripts of the pipeline see it. */
  async running(stage: string): Promise<string> {
    return (await this.onStage(stage, 'deploy/running.sh')).output.trim();
  }

  /** The changes of the latest updates of a stage, from Pulumi's history, the oldest first. */
  async changes(stage: string, updates = 1): Promise<Changes[]> {
    const { code, output } = await this.onStage(
      stage,
      `pulumi -C infra stack history --stack ${stage} --json --page-size ${updates}`,
    );
    if (code !== 0) throw new Error(output);
    return (JSON.parse(output) as { resourceChanges: Changes }[])
      .map(({ resourceChanges }) => resourceChanges)
      .reverse();
  }

  /** The values of secrets that a stage has in AWS, by the variable of the container, from Pulumi's state. */
  async secretsOf(stage: string): Promise<Record<string, string>> {
    const { output } = await this.onStage(
      stage,
      `pulumi -C infra stack export --show-secrets --stack ${stage} 2>/dev/null`,
    );
    const { deployment } = JSON.parse(output) as Checkpoint;
    const versions = deployment.resources.filter(
      ({ type }) => type === 'aws:secretsmanager/secretVersion:SecretVersion',
    );
    return Object.fromEntries(
      versions.map(({ urn, inputs }) => {
        const [, name = ''] = urn.split(`::${answers.name}-${stage}-`);
        const { plaintext } = inputs.secretString as { plaintext: string };
        return [name.toUpperCase().replaceAll('-', '_'), JSON.parse(plaintext) as string];
      }),
    );
  }

  /** Commits every change. */
  commit(subject: string): Promise<Result> {
    return this.shell(`git add --all && git commit --quiet --allow-empty --message '${subject}'`);
  }

  /** Sets up the stage that builds images, as the runbook says, and commits what that changes. */
  async setUp(stage: string, repository: string): Promise<void> {
    expectSuccess(await this.runbook('first-deployment', { STAGE: stage, REPOSITORY: repository }));
    expectSuccess(await this.runbook('signing-key', { STAGE: stage }));
    expectSuccess(await this.commit(`infra: Set up ${stage}`));
  }

  /** The signature of an image with the key of a stage, as the job that builds images makes it. */
  async sign(stage: string, { digest }: Image): Promise<string> {
    const result = await this.onStage(stage, `deploy/sign.sh ${digest}`);
    expectSuccess(result);
    return result.output.split('\n')[0] ?? '';
  }

  /** Runs the marked blocks of the service's runbooks. */
  async runbook(name: string, variables: Record<string, string> = {}, input?: string): Promise<Result> {
    const file = 'docs/runbooks.md';
    const blocks = blocksOf(await readFile(path.join(this.clone, file), 'utf8'));
    const exports = Object.entries(variables).map(([key, value]) => `export ${key}='${value}'\n`);
    return this.shell(exports.join('') + scriptOf(blocks, name, file), input);
  }

  /**
   * Makes a version of the service, a copy of what its pipeline has built, and packs it as the image that the pipeline would build.
   *
   * @param change - changes the copy
   */
  async version(name: string, change: (folder: string) => Promise<void> = async () => {}): Promise<Image> {
    const folder = path.join(this.folder, 'versions', name);
    for (const part of ['dist', 'prisma', 'package.json'])
      await cp(path.join(this.#built, part), path.join(folder, part), { recursive: true });
    await symlink(path.join(this.#built, 'node_modules'), path.join(folder, 'node_modules'));
    await change(folder);
    const image = await packImage(folder, `${folder}.tar`);
    this.cloud.images.set(image.digest, image);
    return image;
  }

  /** The variables of the repository and of its environments; act has the same ones for every environment. */
  variables(stages: string): Record<string, string> {
    return { DEPLOY_STAGES: stages, AWS_ROLE_ARN: `arn:aws:iam::123456789012:role/${answers.name}-pipeline` };
  }

  /** Runs a workflow of the service on this machine. */
  workflow(
    run: Pick<WorkflowRun, 'event' | 'file' | 'inputs' | 'variables'>,
    variables: Record<string, string> = {},
  ): Promise<Result> {
    const env = { ...this.#env, ...variables };
    return runWorkflow({ ...run, repository: this.clone, env }, this.folder);
  }

  /**
   * Runs `deploy.yml` as a whole.
   *
   * @param image - the image that its build makes
   * @param stages - the variable DEPLOY_STAGES
   * @param variables - of the jobs
   */
  async deploy(
    event: WorkflowRun['event'],
    image: Image,
    stages: string,
    variables: Record<string, string> = {},
  ): Promise<Result> {
    await rm(this.#env.ARTIFACTS ?? '', { recursive: true, force: true });
    return this.workflow(
      { event, file: '.github/workflows/deploy.yml', variables: this.variables(stages) },
      { IMAGE: image.archive, ...variables },
    );
  }

  /**
   * Runs the last job of `deploy.yml`, the deployment of a stage, with an image that is built.
   *
   * @param signature - of the image; by default, the one that the pipeline makes
   */
  async release(stage: string, image: Image, signature?: string): Promise<Result> {
    const artifact = path.join(this.#env.ARTIFACTS ?? '', 'image');
    await mkdir(artifact, { recursive: true });
    await cp(image.archive, path.join(artifact, 'image.tar'));
    const file = path.join(this.folder, 'release.yml');
    const inputs = { stage, digest: image.digest, signature: signature ?? (await this.sign(stage, image)) };
    const job = { uses: './.github/workflows/deploy-stage.yml', with: inputs };
    await writeFile(file, JSON.stringify({ on: 'workflow_dispatch', jobs: { release: job } }));
    return this.workflow({ event: 'workflow_dispatch', file, variables: this.variables(stage) });
  }

  async close(): Promise<void> {
    await this.cloud.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The URL of the created repository's API. */
export const repositoryName = `${repository.owner}/${repository.name}`;
