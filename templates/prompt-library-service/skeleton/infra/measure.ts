import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { Edge } from './edge';

/** What is measured. */
export interface Measure {
  namespace: string;
  metric: string;
  /** `Sum`, or a percentile such as `p99` */
  statistic: string;
  dimensions: Record<string, pulumi.Input<string>>;
  /** how often CloudWatch hears of it, where that is not every minute */
  everyMinutes?: number;
  /** another metric of the same kind: what counts is the share of it, in percent */
  percentOf?: string;
}

/** A share in CloudWatch's metric math. Less than five of them in a minute are no share: at night one is all there is. */
export const share = 'IF(part >= 5, 100 * part / whole, 0)';

/** How many of a hundred requests the service answers with 5xx. */
export function errorShare({ loadBalancerSuffix }: Pick<Edge, 'loadBalancerSuffix'>): Measure {
  return {
    namespace: 'AWS/ApplicationELB',
    metric: 'HTTPCode_Target_5XX_Count',
    percentOf: 'RequestCount',
    statistic: 'Sum',
    dimensions: { LoadBalancer: loadBalancerSuffix },
  };
}

/** A measure in the words of a metric alarm. */
export function measured(measure: Measure): Partial<aws.cloudwatch.MetricAlarmArgs> {
  const { namespace, metric: metricName, statistic, dimensions, everyMinutes = 1, percentOf } = measure;
  const period = everyMinutes * 60;
  if (percentOf !== undefined) {
    const metric = { namespace, dimensions, period, stat: statistic };
    return {
      metricQueries: [
        { id: 'part', metric: { ...metric, metricName } },
        { id: 'whole', metric: { ...metric, metricName: percentOf } },
        { id: 'share', expression: share, label: 'percent', returnData: true },
      ],
    };
  }
  const inputs = { namespace, metricName, dimensions, period };
  return statistic.startsWith('p')
    ? // a percentile of a handful of requests is their slowest one
      { ...inputs, extendedStatistic: statistic, evaluateLowSampleCountPercentiles: 'ignore' }
    : { ...inputs, statistic };
}
