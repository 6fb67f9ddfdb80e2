import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { startPostgres } from '../../tools/postgres.ts';
import { root } from '../../tools/root.mjs';
import type { Changes, Result } from '../account.ts';
import { motoIn, targets } from '../cloud/aws.ts';
import { startBalancer } from '../cloud/balancer.ts';
import { ecrOperations } from '../cloud/ecr.ts';
import { ecsOperations } from '../cloud/ecs.ts';
import { startEndpoint } from '../cloud/endpoint.ts';
import { type Images, packImage } from '../cloud/images.ts';
import { startMoto } from '../cloud/moto.ts';
import { startRegistry } from '../cloud/registry.ts';
import type { Task } from '../cloud/tasks.ts';
import { setUpEngine } from '../engine/setUp.ts';
import { blocksOf, scriptOf } from '../runbooks/runbook.ts';
import { PortalService } from './portalService.ts';

/** The runbook, from the root of the repository. */
const runbook = 'docs/deploying-the-portal.md';

/** The repository of released images; the registry of the rehearsal answers for ghcr.io too. */
const released = 'acme/goldpath/portal';

const region = 'us-east-1';
const database = 'goldpath';

/** A person of the platform team with a clone of this repository and administrator rights in an empty account. */
export class PortalAccount {
  readonly portal: PortalService;
  readonly tasks: Map<string, Task>;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #images: Images;
  readonly #registry: { port: number };
  readonly #stop: () => Promise<unknown>;

  private constructor(
    parts: Pick<PortalAccount, 'portal' | 'tasks'>,
    folder: string,
    env: NodeJS.ProcessEnv,
    images: Images,
    registry: { port: number },
    stop: () => Promise<unknown>,
  ) {
    this.portal = parts.portal;
    this.tasks = parts.tasks;
    this.#folder = folder;
    this.#env = env;
    this.#images = images;
    this.#registry = registry;
    this.#stop = stop;
  }

  /** Opens an empty account, with a copy of the parts of this repository that the runbook uses. */
  static async open(stage: string): Promise<PortalAccount> {
    const { bin } = await setUpEngine();
    const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-portal-'));
    await copyRepository(path.join(folder, 'clone'));
    const moto = await startMoto(region);
    const registry = await startRegistry(folder);
    const postgres = await startPostgres();
    await postgres.createDatabase(database);
    const images: Images = new Map();
    const tasks = new Map<string, Task>();
    const call = motoIn(moto.url, region);
    const portal = new PortalService({
      ...{ moto: call, service: `goldpath-${stage}`, images, postgres, database },
    });
    const balancer = await startBalancer(() => portal.port());
    const endpoint = await startEndpoint({
      operations: {
        [targets.ecs]: ecsOperations({
          ...{ moto: call, images, tasks },
          environmentOf: container => portal.environmentOf(container),
        }),
        [targets.ecr]: ecrOperations(registry, new Map()),
      },
      moto: moto.url,
      registry: registry.url,
    });
    const env = {
      ...moto.env,
      ...(await settingsOf(folder)),
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      AWS_ENDPOINT_URL: endpoint.url,
      http_proxy: endpoint.url,
      HTTP_PROXY: endpoint.url,
      NO_PROXY: '127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
      STANDIN_ENDPOINT: moto.url,
      STANDIN_BALANCER: balancer.address,
      STAGE: stage,
    };
    const stop = async () => {
      await balancer.stop();
      await portal.stop();
      await endpoint.stop();
      await Promise.all([registry.stop(), moto.stop(), postgres.stop()]);
    };
    return new PortalAccount({ portal, tasks }, folder, env, images, registry, stop);
  }

  /** Runs commands in the clone. */
  async shell(script: string, variables: Record<string, string> = {}): Promise<Result> {
    const env = { ...process.env, ...this.#env, ...variables };
    const nodeOptions = { cwd: path.join(this.#folder, 'clone'), env };
    const { exitCode = 1, stdout, stderr } = await x('bash', ['-c', script], { nodeOptions });
    return { code: exitCode, output: stdout + stderr };
  }

  /** Runs the marked blocks of the runbook. */
  async runbook(name: string, variables: Record<string, string> = {}): Promise<Result> {
    const blocks = blocksOf(await readFile(path.join(this.#folder, 'clone', runbook), 'utf8'));
    return this.shell(scriptOf(blocks, name, runbook), variables);
  }

  /** Runs commands with the stage open, and returns what they print to standard output. */
  async onStage(script: string): Promise<string> {
    const { code, output } = await this.shell(`set -e; . infra/environment.sh 2>/dev/null; ${script}`);
    if (code !== 0) throw new Error(`${script} exited with ${code}:\n${output.slice(-3000)}`);
    return output.trim();
  }

  /** The resource changes of the newest update. */
  async changes(): Promise<Changes> {
    const history = await this.onStage('pulumi -C infra stack history --stack "$STAGE" --json --page-size 1');
    const [latest] = JSON.parse(history) as { resourceChanges: Changes }[];
    return latest?.resourceChanges ?? {};
  }

  /** Releases a version of the portal: its image has the digest of a small archive, and runs this repository. */
  async release(version: string): Promise<{ IMAGE: string; VERSION: string }> {
    const folder = path.join(this.#folder, version);
    await mkdir(path.join(folder, 'prisma'), { recursive: true });
    await mkdir(path.join(folder, 'dist'));
    await writeFile(path.join(folder, 'dist', 'version'), version);
    const image = await packImage(folder, path.join(folder, 'image.tar'));
    this.#images.set(image.digest, { ...image, folder: root });
    const to = `docker://127.0.0.1:${this.#registry.port}/${released}:${version}`;
    const copy = 'skopeo copy --quiet --dest-tls-verify=false --preserve-digests "$@"';
    const { code, output } = await this.shell(`set -- oci-archive:${image.archive} ${to}; ${copy}`);
    if (code !== 0) throw new Error(`The image was not released:\n${output}`);
    return { IMAGE: `ghcr.io/${released}@${image.digest}`, VERSION: version };
  }

  async close(): Promise<void> {
    await this.#stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Copies what the runbook uses into a git repository of its own: its commands change the file of the stage. */
async function copyRepository(clone: string): Promise<void> {
  await mkdir(clone, { recursive: true });
  const script = `
    set -euo pipefail
    git ls-files -z --cached --others --exclude-standard infra ${runbook} templates/prompt-library-service/skeleton/infra |
      xargs -0 cp --parents -t "$CLONE"
    cd "$CLONE"
    printf 'node_modules\\n' >.gitignore
    # a rehearsal has no domain
    echo '  service:plainHttp: accepted' >>infra/Pulumi.prod.yaml
    git init --quiet && git add --all && git commit --quiet --message 'Copy the repository'`;
  const identity = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' };
  const env = { ...process.env, ...identity, ...committer, CLONE: clone };
  await x('bash', ['-c', script], { throwOnError: true, nodeOptions: { cwd: root, env } });
  await symlink(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
}

/** The variables of programs whose settings are in the folder: nothing is read from those of the machine's user. */
async function settingsOf(folder: string): Promise<NodeJS.ProcessEnv> {
  const home = path.join(folder, 'home');
  const registries = path.join(home, '.config', 'containers', 'registries.conf');
  await mkdir(path.dirname(registries), { recursive: true });
  // both are reached by HTTP, through the proxy in the environment
  const insecure = ['prefix = "*.amazonaws.com"', 'location = "ghcr.io"'];
  const entries = insecure.map(registry => `[[registry]]\n${registry}\ninsecure = true\n`);
  await writeFile(registries, entries.join('\n'));
  return {
    HOME: home,
    REGISTRY_AUTH_FILE: path.join(home, 'registries.json'),
    PULUMI_HOME: path.join(home, '.pulumi'),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_SKIP_CONFIRMATIONS: 'true',
  };
}
