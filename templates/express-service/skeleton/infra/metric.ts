import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** A metric of CloudWatch, or the ratio of two. */
export interface Metric {
  namespace: string;
  metricName: string;
  /** `Sum`, or a percentile such as `p99` */
  statistic: string;
  dimensions: Record<string, pulumi.Input<string>>;
  /** how often CloudWatch receives a data point; every minute by default */
  everyMinutes?: number;
  /** name of another metric in the same namespace: the value is the metric's percentage of this one */
  percentOf?: string;
}

/**
 * A percentage in CloudWatch's metric math. Fewer than five errors in a minute count as 0 %: at night a single failed
 * request would be 100 %.
 */
export const percentExpression = 'IF(part >= 5, 100 * part / whole, 0)';

/** The percentage of requests that the service answers with 5xx. */
export const errorRate = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'HTTPCode_Target_5XX_Count',
  percentOf: 'RequestCount',
  statistic: 'Sum',
} satisfies Partial<Metric>;

/** The inputs of a metric alarm that select the metric. */
export function metricInputs(metric: Metric): Partial<aws.cloudwatch.MetricAlarmArgs> {
  const { namespace, metricName, statistic, dimensions, everyMinutes = 1, percentOf } = metric;
  const period = everyMinutes * 60;
  if (percentOf !== undefined) {
    const query = { namespace, dimensions, period, stat: statistic };
    return {
      metricQueries: [
        { id: 'part', metric: { ...query, metricName } },
        { id: 'whole', metric: { ...query, metricName: percentOf } },
        { id: 'share', expression: percentExpression, label: 'percent', returnData: true },
      ],
    };
  }
  const inputs = { namespace, metricName, dimensions, period };
  if (statistic.startsWith('p')) {
    // with a handful of requests, a percentile is merely the slowest one
    return { ...inputs, extendedStatistic: statistic, evaluateLowSampleCountPercentiles: 'ignore' };
  }
  return { ...inputs, statistic };
}
