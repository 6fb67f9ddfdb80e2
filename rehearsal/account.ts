import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { answers, repository } from './answers.ts';
import { runWorkflow, type WorkflowRun } from './actions/act.ts';
import { type Cloud, startCloud } from './cloud/cloud.ts';
import { packImage, type Image } from './cloud/images.ts';
import { setUpEngine } from './engine/setUp.ts';
import { blocksOf, scriptOf } from './runbooks/runbook.ts';

/** The result of a command. */
export interface Result {
  code: number;
  output: string;
}

/** A developer with a clone of the service and administrator rights in an empty account. */
export class Account {
  readonly cloud: Cloud;
  readonly #folder: string;
  /** the clone of the service */
  readonly #clone: string;
  readonly #env: Record<string, string>;

  private constructor(cloud: Cloud, folder: string, clone: string, env: Record<string, string>) {
    this.cloud = cloud;
    this.#folder = folder;
    this.#clone = clone;
    this.#env = env;
  }

  /**
   * Opens an empty account.
   *
   * @param clone - a clone of the created service
   */
  static async open(clone: string, stage: string): Promise<Account> {
    const { bin } = await setUpEngine();
    const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-account-'));
    const cloud = await startCloud(answers.region, `${answers.name}-${stage}`);
    const home = path.join(folder, 'home');
    const registries = path.join(home, '.config', 'containers', 'registries.conf');
    await mkdir(path.dirname(registries), { recursive: true });
    // the registry of the account is reached by HTTP through the proxy in the environment
    await writeFile(registries, '[[registry]]\nprefix = "*.amazonaws.com"\ninsecure = true\n');
    const artifacts = path.join(folder, 'artifacts');
    await mkdir(path.join(artifacts, 'image'), { recursive: true });
    const env = {
      ...cloud.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      STANDIN_ENDPOINT: cloud.moto,
      STANDIN_BALANCER: cloud.balancer,
      HOME: home,
      ARTIFACTS: artifacts,
      PULUMI_HOME: path.join(home, '.pulumi'),
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_SKIP_CONFIRMATIONS: 'true',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    };
    return new Account(cloud, folder, clone, env);
  }

  /** Runs commands in the clone, as the developer would. */
  async shell(script: string): Promise<Result> {
    const {
      exitCode = 1,
      stdout,
      stderr,
    } = await x('bash', ['-c', script], {
      nodeOptions: { cwd: this.#clone, env: { ...process.env, ...this.#env } },
    });
    return { code: exitCode, output: stdout + stderr };
  }

  /** Runs the marked blocks of the service's runbooks. */
  async runbook(name: string, variables: Record<string, string> = {}): Promise<Result> {
    const file = 'docs/runbooks.md';
    const blocks = blocksOf(await readFile(path.join(this.#clone, file), 'utf8'));
    const exports = Object.entries(variables).map(([key, value]) => `export ${key}='${value}'\n`);
    return this.shell(exports.join('') + scriptOf(blocks, name, file));
  }

  /** Packs a built service as the image that the pipeline would build, and keeps it as its artifact. */
  async build(folder: string): Promise<Image> {
    const image = await packImage(folder, path.join(this.#env.ARTIFACTS ?? '', 'image', 'image.tar'));
    this.cloud.images.set(image.digest, image);
    return image;
  }

  /** Runs a workflow of the service on this machine. */
  workflow(run: Pick<WorkflowRun, 'event' | 'file' | 'inputs' | 'variables'>): Promise<Result> {
    return runWorkflow({ ...run, repository: this.#clone, env: this.#env }, this.#folder);
  }

  /**
   * Runs the deployment of a stage, as `deploy.yml` calls it after the tests and the build.
   *
   * @param role - ARN of the role in the variables of the environment
   */
  async release(stage: string, { digest }: Image, role: string): Promise<Result> {
    const file = path.join(this.#folder, 'release.yml');
    const job = { uses: './.github/workflows/deploy-stage.yml', with: { stage, digest } };
    await writeFile(file, JSON.stringify({ on: 'workflow_dispatch', jobs: { release: job } }));
    const variables = { DEPLOY_STAGES: stage, AWS_ROLE_ARN: role };
    return this.workflow({ event: 'workflow_dispatch', file, variables });
  }

  async close(): Promise<void> {
    await this.cloud.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The URL of the created repository's API. */
export const repositoryName = `${repository.owner}/${repository.name}`;
