import { freePort } from '../../tools/freePort.ts';
import type { Postgres } from '../../tools/postgres.ts';
import type { CallMoto } from '../cloud/aws.ts';
import { findService, mainContainer } from '../cloud/ecs.ts';
import type { Images } from '../cloud/images.ts';
import {
  becomesReady,
  type ContainerDefinition,
  hasEnded,
  startTask,
  stopTask,
  type Task,
} from '../cloud/tasks.ts';

/** The configuration file that logs in to RDS with an AWS role, which a local database does not know. */
const awsConfig = 'app-config.aws.yaml';

const START_MILLISECONDS = 60_000;

/** What {@link PortalService} runs the portal with. */
export interface PortalServiceOptions {
  moto: CallMoto;
  /** the name of the service and of its cluster */
  service: string;
  images: Images;
  postgres: Postgres;
  /** the name of the database in `postgres` */
  database: string;
}

/** Runs the portal as its task definition says, as one process, with the environment of the container. */
export class PortalService {
  readonly #options: PortalServiceOptions;
  #running: { image: string; port: number; task: Task } | undefined;
  #changing: Promise<number | undefined> = Promise.resolve(undefined);

  constructor(options: PortalServiceOptions) {
    this.#options = options;
  }

  /** The variables of a container with those of the local database, which has passwords and no TLS. */
  async environmentOf({ environment = [] }: ContainerDefinition): Promise<NodeJS.ProcessEnv> {
    const { postgres, database } = this.#options;
    const role = environment.find(({ name }) => name === 'POSTGRES_USER')?.value ?? '';
    const roles = await postgres.query(database, `SELECT FROM pg_roles WHERE rolname = '${role}'`);
    // the owner of RDS is that of the local server; the portal's role has no password on RDS
    if (roles.length > 0)
      await postgres.query(database, `ALTER ROLE "${role}" PASSWORD '${postgres.password}'`);
    return {
      NODE_ENV: 'production',
      NODE_EXTRA_CA_CERTS: undefined,
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: roles.length > 0 ? role : postgres.user,
      POSTGRES_PASSWORD: postgres.password,
      POSTGRES_DATABASE: database,
    };
  }

  /** The port of the version that should run, started if it does not run yet; undefined when no task should run. */
  port(): Promise<number | undefined> {
    this.#changing = this.#changing.then(() => this.#current());
    return this.#changing;
  }

  /** The variables that the running portal has from its container, by name. */
  async variables(): Promise<Record<string, string>> {
    const container = await this.#container();
    return Object.fromEntries((container?.environment ?? []).map(({ name, value }) => [name, value]));
  }

  /** Everything that the running portal has printed. */
  output(): string {
    return this.#running?.task.output.join('\n') ?? '';
  }

  async stop(): Promise<void> {
    if (this.#running) await stopTask(this.#running.task);
    this.#running = undefined;
  }

  async #container(): Promise<ContainerDefinition | undefined> {
    const { moto, service: name } = this.#options;
    const service = await findService(moto, name);
    if (!service || service.desiredCount === 0) return undefined;
    return mainContainer(moto, service.taskDefinition);
  }

  async #current(): Promise<number | undefined> {
    const container = await this.#container();
    if (!container) return undefined;
    if (this.#running?.image === container.image && !hasEnded(this.#running.task)) return this.#running.port;
    await this.stop();
    const port = await freePort();
    const environment = {
      ...(await this.environmentOf(container)),
      PORT: String(port),
      ...secretsOf(container),
    };
    const task = startTask(withoutAws(container), this.#options.images, environment);
    this.#running = { image: container.image, port, task };
    const ready = `http://127.0.0.1:${port}/.backstage/health/v1/readiness`;
    if (!(await becomesReady(task, ready, START_MILLISECONDS)))
      throw new Error(`The portal did not become ready:\n${task.output.slice(-20).join('\n')}`);
    return port;
  }
}

/** The command without the configuration for RDS. */
function withoutAws({ command = [], ...container }: ContainerDefinition): ContainerDefinition {
  const at = command.indexOf(awsConfig);
  return { ...container, command: at === -1 ? command : command.toSpliced(at - 1, 2) };
}

/** A value for each secret that the container has from Secrets Manager. */
function secretsOf({ secrets = [] }: ContainerDefinition): NodeJS.ProcessEnv {
  return Object.fromEntries(secrets.map(({ name }) => [name, 'a-secret-of-the-rehearsal']));
}
