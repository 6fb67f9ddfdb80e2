import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Postgres, startPostgres } from '../../tools/postgres.ts';
import { motoIn, ok, type Operation, targets } from './aws.ts';
import { startBalancer } from './balancer.ts';
import { ecrOperations, type Finding } from './ecr.ts';
import { startEndpoint } from './endpoint.ts';
import { ecsOperations } from './ecs.ts';
import { Fargate } from './fargate.ts';
import type { Images } from './images.ts';
import { startMoto } from './moto.ts';
import { startRegistry } from './registry.ts';
import { idOf, type Task } from './tasks.ts';

/** An AWS account on this machine: moto, and real counterparts where moto has only records. */
export interface Cloud {
  /** the variables with which commands use it */
  env: Record<string, string>;
  /** the address of moto, which records resources */
  moto: string;
  /** `host:port` of the load balancer */
  balancer: string;
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
 * @param service - the name of the service whose tasks run
 */
export async function startCloud(region: string, service: string): Promise<Cloud> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-cloud-'));
  const moto = await startMoto(region);
  const registry = await startRegistry(folder);
  const postgres = await startPostgres();
  await postgres.createDatabase('service');
  const images: Images = new Map();
  const tasks = new Map<string, Task>();
  const findings = new Map<string, Finding[]>();
  const call = motoIn(moto.url, region);
  const fargate = new Fargate({ moto: call, service, images, postgres, tasks });
  const balancer = await startBalancer(() => fargate.port());
  const operations: Record<string, Record<string, Operation>> = {
    [targets.ecs]: ecsOperations({
      moto: call,
      images,
      tasks,
      environmentOf: container => fargate.environmentOf(container),
    }),
    [targets.ecr]: ecrOperations(registry, findings),
    [targets.logs]: { GetLogEvents: input => logEvents(tasks, String(input.logStreamName)) },
  };
  const endpoint = await startEndpoint({ operations, moto: moto.url, registry: registry.url });
  return {
    env: {
      ...moto.env,
      AWS_ENDPOINT_URL: endpoint.url,
      http_proxy: endpoint.url,
      HTTP_PROXY: endpoint.url,
      NO_PROXY: '127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
    },
    moto: moto.url,
    balancer: balancer.address,
    images,
    postgres,
    findings,
    tasks,
    async stop() {
      await balancer.stop();
      await fargate.stop();
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
