import type * as pulumi from '@pulumi/pulumi';
import type { Edge } from './edge';
import { errorShare, type Measure } from './measure';
import type { Size } from './sizes';

/** Where the metrics of a stage come from. */
export interface Sources {
  edge: Pick<Edge, 'loadBalancerSuffix' | 'targetGroups'>;
  service: { clusterName: pulumi.Output<string>; serviceName: string; running: boolean };
  database: { instanceId: pulumi.Output<string> };
  size: Size;
}

/** When to call somebody, and what that person should know. */
export interface Alarm extends Measure {
  /** ends the alarm's name, and is its heading in the runbook */
  name: string;
  /** what it means, and what to look at first */
  description: string;
  comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  threshold: number;
  /** minutes in a row, each of which has to be bad */
  minutes: number;
  /** what no measurement means: for requests that nobody sent, for a service that nobody hears of */
  missing: 'notBreaching' | 'breaching';
}

/** Gigabytes of memory of the database classes of `sizes.ts`; PostgreSQL allows connections by it. */
const memoryOf: Record<Size['instanceClass'], number> = {
  'db.t4g.micro': 1,
  'db.t4g.medium': 4,
  'db.m7g.large': 8,
};

/**
 * `max_connections` of RDS: LEAST(DBInstanceClassMemory / 9531392, 5000). The system takes its share of the memory before;
 * a quarter is counted for it, so that an alarm comes early rather than never.
 */
function connectionsOf({ instanceClass }: Size): number {
  return Math.floor((memoryOf[instanceClass] * 2 ** 30 * 0.75) / 9_531_392);
}

/** Every alarm of a stage. */
export function alarmsOf({ edge, service, database, size }: Sources): Alarm[] {
  const balancer = { LoadBalancer: edge.loadBalancerSuffix };
  const tasks = { ClusterName: service.clusterName, ServiceName: service.serviceName };
  const instance = { DBInstanceIdentifier: database.instanceId };
  const gigabyte = 2 ** 30;
  const requests = { namespace: 'AWS/ApplicationELB', missing: 'notBreaching' } as const;
  const compute = { namespace: 'AWS/ECS', statistic: 'Average', missing: 'notBreaching' } as const;
  const data = {
    namespace: 'AWS/RDS',
    statistic: 'Average',
    dimensions: instance,
    // of all its alarms one tells that nothing is heard of it
    missing: 'notBreaching',
  } as const;
  const above = { comparison: 'GreaterThanThreshold' } as const;
  const below = { comparison: 'LessThanThreshold' } as const;
  return [
    {
      ...requests,
      ...above,
      name: 'service-errors',
      description:
        'One request in twenty is answered with 5xx. Look at the log of the service for the level error, and at the last deployment.',
      ...errorShare(edge),
      threshold: 5,
      minutes: 5,
    },
    {
      ...requests,
      ...above,
      name: 'balancer-errors',
      description: 'The load balancer finds no task to answer. Look at whether tasks run and are healthy.',
      metric: 'HTTPCode_ELB_5XX_Count',
      statistic: 'Sum',
      dimensions: balancer,
      threshold: 10,
      minutes: 5,
    },
    {
      ...requests,
      ...above,
      name: 'slow-answers',
      description:
        'One request in a hundred takes longer than 2 seconds. Look at the CPU of tasks and database, and at slow statements.',
      metric: 'TargetResponseTime',
      statistic: 'p99',
      dimensions: balancer,
      threshold: 2,
      minutes: 10,
    },
    ...edge.targetGroups.map(({ suffix }, index) => ({
      ...requests,
      ...above,
      name: index === 0 ? 'unhealthy-tasks' : 'unhealthy-tasks-next',
      description: 'A task fails its health check. Look at its log and at whether the database answers.',
      metric: 'UnHealthyHostCount',
      statistic: 'Maximum',
      dimensions: { ...balancer, TargetGroup: suffix },
      threshold: 0,
      minutes: 5,
    })),
    {
      ...compute,
      ...above,
      name: 'tasks-cpu',
      description:
        'Tasks are short of CPU although more of them were started. Look at the number of requests, and at service:size.',
      metric: 'CPUUtilization',
      dimensions: tasks,
      threshold: 85,
      minutes: 10,
    },
    {
      ...compute,
      ...above,
      name: 'tasks-memory',
      description:
        'Tasks are short of memory and will be ended. Look at imports under way, and at service:size.',
      metric: 'MemoryUtilization',
      dimensions: tasks,
      threshold: 85,
      minutes: 10,
    },
    ...(service.running
      ? [
          {
            ...compute,
            ...below,
            namespace: 'ECS/ContainerInsights',
            name: 'tasks-missing',
            description:
              'Fewer tasks run than should. Look at the events of the service in ECS: images, secrets, capacity.',
            metric: 'RunningTaskCount',
            statistic: 'Minimum',
            dimensions: tasks,
            threshold: size.tasks,
            minutes: 10,
            missing: 'breaching' as const,
          },
        ]
      : []),
    {
      ...data,
      ...above,
      name: 'database-cpu',
      description:
        'The database is short of CPU, or nothing is heard of it. Look at whether it is available, and at its most expensive statements.',
      metric: 'CPUUtilization',
      threshold: 80,
      minutes: 15,
      missing: 'breaching',
    },
    {
      ...data,
      ...above,
      name: 'database-connections',
      description:
        'Most of the connections that the database allows are taken. Look at how many tasks run, and at transactions that never end.',
      metric: 'DatabaseConnections',
      threshold: Math.floor(connectionsOf(size) * 0.8),
      minutes: 5,
    },
    {
      ...data,
      ...below,
      name: 'database-storage',
      description:
        'A tenth of the storage is left. It grows by itself up to its limit: look at what grew, and at the limit.',
      metric: 'FreeStorageSpace',
      threshold: (size.storage * gigabyte) / 10,
      minutes: 5,
    },
    {
      ...data,
      ...below,
      name: 'database-memory',
      description: 'The database has hardly any memory left. Look at its statements, and at service:size.',
      metric: 'FreeableMemory',
      threshold: memoryOf[size.instanceClass] * gigabyte * 0.05,
      minutes: 15,
    },
    ...(size.instanceClass.startsWith('db.t')
      ? [
          {
            ...data,
            ...below,
            name: 'database-credits',
            description:
              'The database uses more CPU than its class is made for, and AWS soon charges for the rest. Choose a larger service:size when this comes again.',
            metric: 'CPUCreditBalance',
            everyMinutes: 5,
            threshold: 30,
            minutes: 15,
          },
        ]
      : []),
  ];
}
