import type * as pulumi from '@pulumi/pulumi';
import { connectionsOf } from './capacity';
import { memoryOf } from './contracts';
import type { Edge } from './edge';
import { errorRate, type Metric } from './metric';
import type { Size } from './sizes';

/** The resources of a stage that emit the metrics. */
export interface Sources {
  edge: Pick<Edge, 'loadBalancerSuffix' | 'targetGroups'>;
  service: { clusterName: pulumi.Output<string>; serviceName: string };
  database: { instanceId: pulumi.Output<string> };
  size: Size;
}

/** A condition to notify people of. */
export interface Alarm extends Metric {
  /** the suffix of the alarm's name, and its heading in the runbook */
  name: string;
  /** the meaning of the alarm, and where to look first */
  description: string;
  comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  threshold: number;
  /** consecutive minutes for which the threshold must be breached */
  minutes: number;
  /**
   * How missing data is treated: no requests at night are normal, no data from a database is a problem. `missing`: the
   * alarm has a state of its own without data, and reports when data stops, but not that there never was any.
   */
  missing: 'notBreaching' | 'breaching' | 'missing';
}

/** An alarm before its resource is known; its threshold may depend on the size of the stage. */
interface AlarmDefinition extends Omit<Alarm, 'dimensions' | 'threshold'> {
  threshold: number | ((size: Size) => number);
  /** whether a stage has the alarm; every stage does by default */
  applies?: (sources: Sources) => boolean;
}

const gigabyte = 2 ** 30;

const requests = {
  namespace: 'AWS/ApplicationELB',
  comparison: 'GreaterThanThreshold',
  missing: 'notBreaching',
} as const;

const compute = {
  namespace: 'AWS/ECS',
  statistic: 'Average',
  comparison: 'GreaterThanThreshold',
  missing: 'notBreaching',
} as const;

const data = {
  namespace: 'AWS/RDS',
  statistic: 'Average',
  // a single alarm reports that the database sends no data: database-cpu
  missing: 'notBreaching',
} as const;

const requestAlarms: AlarmDefinition[] = [
  {
    ...requests,
    ...errorRate,
    name: 'service-errors',
    description:
      'One request in twenty is answered with 5xx. Look at the log of the service for the level error, and at the last deployment.',
    threshold: 5,
    minutes: 5,
  },
  {
    ...requests,
    name: 'balancer-errors',
    description: 'The load balancer finds no task to answer. Look at whether tasks run and are healthy.',
    metricName: 'HTTPCode_ELB_5XX_Count',
    statistic: 'Sum',
    threshold: 10,
    minutes: 5,
  },
  {
    ...requests,
    name: 'slow-answers',
    description:
      'One request in a hundred takes longer than 2 seconds. Look at the CPU of tasks and database, and at slow statements.',
    metricName: 'TargetResponseTime',
    statistic: 'p99',
    threshold: 2,
    minutes: 10,
  },
];

/** One for each target group; the second group is used by blue-green deployments. */
const unhealthyTasks: AlarmDefinition = {
  ...requests,
  name: 'unhealthy-tasks',
  description: 'A task does not answer. Look at its log, at its CPU and at whether it starts.',
  metricName: 'UnHealthyHostCount',
  statistic: 'Maximum',
  threshold: 0,
  minutes: 5,
};

const taskAlarms: AlarmDefinition[] = [
  {
    ...compute,
    name: 'tasks-cpu',
    description:
      'Tasks are short of CPU although more of them were started. Look at the number of requests, and at service:size.',
    metricName: 'CPUUtilization',
    threshold: 85,
    minutes: 10,
  },
  {
    ...compute,
    name: 'tasks-memory',
    description:
      'Tasks are short of memory and will be ended. Look at imports under way, and at service:size.',
    metricName: 'MemoryUtilization',
    threshold: 85,
    minutes: 10,
  },
  {
    name: 'tasks-missing',
    description:
      'Fewer tasks run than should. Look at the events of the service in ECS: images, secrets, capacity.',
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    statistic: 'Minimum',
    comparison: 'LessThanThreshold',
    threshold: size => size.tasks,
    minutes: 10,
    // without a task there is no data, as before the first release: only the change to that state is reported
    missing: 'missing',
  },
];

const databaseAlarms: AlarmDefinition[] = [
  {
    ...data,
    name: 'database-cpu',
    description:
      'The database is short of CPU, or nothing is heard of it. Look at whether it is available, and at its most expensive statements.',
    metricName: 'CPUUtilization',
    comparison: 'GreaterThanThreshold',
    threshold: 80,
    minutes: 15,
    missing: 'breaching',
  },
  {
    ...data,
    name: 'database-connections',
    description:
      'Most of the connections that the database allows are taken. Look at how many tasks run, and at transactions that never end.',
    metricName: 'DatabaseConnections',
    comparison: 'GreaterThanThreshold',
    threshold: size => Math.floor(connectionsOf(size) * 0.8),
    minutes: 5,
  },
  {
    ...data,
    name: 'database-storage',
    description:
      'A tenth of the storage is left. It grows by itself up to its limit: look at what grew, and at the limit.',
    metricName: 'FreeStorageSpace',
    comparison: 'LessThanThreshold',
    threshold: size => (size.storage * gigabyte) / 10,
    minutes: 5,
  },
  {
    ...data,
    name: 'database-memory',
    description: 'The database has hardly any memory left. Look at its statements, and at service:size.',
    metricName: 'FreeableMemory',
    comparison: 'LessThanThreshold',
    threshold: size => memoryOf[size.instanceClass] * gigabyte * 0.05,
    minutes: 15,
  },
  {
    ...data,
    name: 'database-credits',
    description:
      'The database uses more CPU than its class is made for, and AWS soon charges for the rest. Choose a larger service:size when this comes again.',
    metricName: 'CPUCreditBalance',
    everyMinutes: 5,
    comparison: 'LessThanThreshold',
    threshold: 30,
    minutes: 15,
    // only burstable classes have credits
    applies: ({ size }) => size.instanceClass.startsWith('db.t'),
  },
];

/** Every alarm of a stage, in the order of the dashboard. */
export function alarmsOf(sources: Sources): Alarm[] {
  const { edge, service, database } = sources;
  const balancer = { LoadBalancer: edge.loadBalancerSuffix };
  const tasks = { ClusterName: service.clusterName, ServiceName: service.serviceName };
  const instance = { DBInstanceIdentifier: database.instanceId };
  const [currentGroup, nextGroup] = edge.targetGroups.map(({ suffix }) => ({
    ...balancer,
    TargetGroup: suffix,
  }));
  return [
    ...alarmsFor(requestAlarms, balancer, sources),
    ...alarmsFor([unhealthyTasks], currentGroup, sources),
    ...alarmsFor([{ ...unhealthyTasks, name: 'unhealthy-tasks-next' }], nextGroup, sources),
    ...alarmsFor(taskAlarms, tasks, sources),
    ...alarmsFor(databaseAlarms, instance, sources),
  ];
}

/** The alarms of one resource; none when the stage does not have it. */
function alarmsFor(
  definitions: AlarmDefinition[],
  dimensions: Alarm['dimensions'] | undefined,
  sources: Sources,
): Alarm[] {
  if (!dimensions) return [];
  return definitions
    .filter(({ applies }) => applies?.(sources) ?? true)
    .map(({ threshold, applies, ...definition }) => ({
      ...definition,
      dimensions,
      threshold: typeof threshold === 'number' ? threshold : threshold(sources.size),
    }));
}
