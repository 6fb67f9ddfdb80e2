import { freePort } from '../../tools/freePort.ts';
import type { Postgres } from '../../tools/postgres.ts';
import type { CallMoto } from './aws.ts';
import { findService, mainContainer } from './ecs.ts';
import type { Images } from './images.ts';
import {
  becomesReady,
  type ContainerDefinition,
  hasEnded,
  idOf,
  startTask,
  stopTask,
  type Task,
} from './tasks.ts';

/** What {@link Fargate} runs tasks with. */
export interface FargateOptions {
  moto: CallMoto;
  /** the name of the service, of its cluster and of its database */
  service: string;
  images: Images;
  postgres: Postgres;
  tasks: Map<string, Task>;
  bucket: BucketOptions;
}

/** Where the service's bucket is. */
export interface BucketOptions {
  /** the address of moto */
  endpoint: string;
  region: string;
}

const START_MILLISECONDS = 30_000;

/** Runs one task of the service, of the version that its task definition names. */
export class Fargate {
  /** reads the values of the secrets that a new task gets, by variable */
  secrets: () => Promise<Record<string, string>> = () => Promise.resolve({});
  /** other variables of new tasks */
  variables: Record<string, string> = {};
  readonly #options: FargateOptions;
  #running: { image: string; port: number; task: Task } | undefined;
  #changing: Promise<number | undefined> = Promise.resolve(undefined);

  constructor(options: FargateOptions) {
    this.#options = options;
  }

  /**
   * Variables that take the place of those of AWS: the database is a local one with a password, and there is no TLS.
   *
   * @param container - its `DATABASE_URL` names the role
   */
  async environmentOf({ environment = [], secrets = [] }: ContainerDefinition): Promise<NodeJS.ProcessEnv> {
    const { postgres, service, bucket } = this.#options;
    const { value = '' } = environment.find(({ name }) => name === 'DATABASE_URL') ?? {};
    const role = decodeURIComponent(new URL(value).username);
    const isOwner = environment.some(({ name }) => name === 'DATABASE_SERVICE_ROLE');
    // on AWS the service has no password; it logs in with its AWS role
    if (!isOwner) await postgres.query(service, `ALTER ROLE "${role}" PASSWORD '${postgres.password}'`);
    const user = isOwner ? postgres.user : role;
    return {
      DATABASE_URL: `postgresql://${user}:${postgres.password}@${postgres.host}:${postgres.port}/${service}`,
      DATABASE_TLS: 'off',
      DATABASE_AUTH: 'password',
      // the credentials that the task's role gets on AWS
      AWS_ACCESS_KEY_ID: 'rehearsal',
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
      AWS_ENDPOINT_URL_S3: bucket.endpoint,
      AWS_REGION: bucket.region,
      ...this.variables,
      ...(await this.#secretsOf(secrets.map(({ name }) => name))),
    };
  }

  async #secretsOf(names: string[]): Promise<Record<string, string>> {
    // the owner's password is that of the local database
    const wanted = names.filter(name => name !== 'PGPASSWORD');
    if (wanted.length === 0) return {};
    const values = await this.secrets();
    return Object.fromEntries(wanted.map(name => [name, values[name] ?? '']));
  }

  /** The port of the version that should run, started if it does not run yet; undefined when it is not healthy. */
  port(): Promise<number | undefined> {
    this.#changing = this.#changing.then(() => this.#current());
    return this.#changing;
  }

  /** Replaces the running task, as a forced deployment does. */
  restart(): Promise<void> {
    const stopped = this.#changing.then(() => this.stop());
    this.#changing = stopped.then(() => undefined);
    return stopped;
  }

  async stop(): Promise<void> {
    if (this.#running) await stopTask(this.#running.task);
    this.#running = undefined;
  }

  async #current(): Promise<number | undefined> {
    const { moto, service: name, images, tasks } = this.#options;
    const service = await findService(moto, name);
    const container = service && (await mainContainer(moto, service.taskDefinition));
    if (!container || service.desiredCount === 0) return undefined;
    if (this.#running?.image === container.image && !hasEnded(this.#running.task)) return this.#running.port;
    await this.stop();
    const port = await freePort();
    const environment = { ...(await this.environmentOf(container)), PORT: String(port) };
    const task = startTask(container, images, environment);
    tasks.set(idOf(task), task);
    if (!(await becomesReady(task, `http://127.0.0.1:${port}/health/ready`, START_MILLISECONDS))) {
      await stopTask(task);
      return undefined;
    }
    this.#running = { image: container.image, port, task };
    return port;
  }
}
