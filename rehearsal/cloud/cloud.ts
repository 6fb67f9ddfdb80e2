import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Postgres, startPostgres } from '../../tools/postgres.ts';
import { motoIn, ok, type Operation, targets } from './aws.ts';
import { startBalancer } from './balancer.ts';
import { ecrOperations, type Finding } from './ecr.ts';
import { startEndpoint } from './endpoint.ts';
import { ecsOperations } from './ecs.ts';
import { type BucketOptions, Fargate } from './fargate.ts';
import type { Images } from './images.ts';
import { startMoto } from './moto.ts';
import { startRegistry } from './registry.ts';
import { type ContainerDefinition, idOf, type Task } from './tasks.ts';

/** An AWS account on this machine: moto, and real counterparts where moto has only records. */
export interface Cloud {
  /** the variables with which commands use it */
  env: Record<string, string>;
  /** the address of moto, which records resources */
  moto: string;
  /** `host:port` of the load balancer of the first service, without TLS */
  balancer: string;
  /** the service of each stage, by its name */
  services: ReadonlyMap<string, Fargate>;
  images: Images;
  postgres: Postgres;
  /** the vulnerabilities that scans of images find, by digest */
  findings: Map<string, Finding[]>;
  /** every task that was started, by id */
  tasks: Map<string, Task>;
  stop(): Promise<void>;
}

/**
 * Starts the account. Amazon ECS runs tasks as processes, with PostgreSQL 15 as the database; ECR is a registry; requests to
 * other services reach moto.
 *
 * @param names - of the services whose tasks run; the database of each has its name
 */
export async function startCloud(region: string, names: readonly string[]): Promise<Cloud> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-cloud-'));
  const moto = await startMoto(region);
  const registry = await startRegistry(folder);
  const postgres = await startPostgres();
  for (const name of names) await postgres.createDatabase(name);
  const images: Images = new Map();
  const tasks = new Map<string, Task>();
  const findings = new Map<string, Finding[]>();
  const call = motoIn(moto.url, region);
  const bucket: BucketOptions = { endpoint: moto.url, region };
  const services = new Map(
    names.map(service => [service, new Fargate({ moto: call, service, images, postgres, tasks, bucket })]),
  );
  const [first] = services.values();
  const balancer = await startBalancer(async () => first?.port());
  const operations: Record<string, Record<string, Operation>> = {
    [targets.ecs]: ecsOperations({
      moto: call,
      images,
      tasks,
      environmentOf: container => serviceOf(services, container).environmentOf(container),
      restart: name => services.get(name)?.restart(),
    }),
    [targets.ecr]: ecrOperations(registry, findings),
    [targets.logs]: { GetLogEvents: input => logEvents(tasks, String(input.logStreamName)) },
  };
  const endpoint = await startEndpoint({ operations, moto: moto.url, registry: registry.url });
  return {
    env: { ...moto.env, ...proxy(endpoint.url) },
    moto: moto.url,
    balancer: balancer.address,
    services,
    images,
    postgres,
    findings,
    tasks,
    async stop() {
      await balancer.stop();
      for (const fargate of services.values()) await fargate.stop();
      await endpoint.stop();
      await Promise.all([registry.stop(), moto.stop(), postgres.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function logEvents(tasks: Map<string, Task>, stream: string) {
  const task = tasks.get(idOf({ arn: stream }));
  return ok({ events: (task?.output ?? []).map(message => ({ timestamp: 0, message })) });
}

/** The service that a container belongs to: the host of its database begins with the name. */
function serviceOf(
  services: ReadonlyMap<string, Fargate>,
  { environment = [] }: ContainerDefinition,
): Fargate {
  const { value = '' } = environment.find(({ name }) => name === 'DATABASE_URL') ?? {};
  const found = [...services].find(([name]) => new URL(value).hostname.startsWith(`${name}-`));
  if (!found) throw new Error(`No service has the database ${value}.`);
  return found[1];
}

/** The variables with which programs reach AWS and its registry at the endpoint. */
const proxy = (url: string) => ({
  AWS_ENDPOINT_URL: url,
  http_proxy: url,
  HTTP_PROXY: url,
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
});
