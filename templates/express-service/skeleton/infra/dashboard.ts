import type { Alarm } from './alarms';
import { percentExpression } from './metric';

/** The body of a CloudWatch dashboard: the states of all alarms, then a graph of each alarm's metric and threshold. */
export function dashboardOf(alarms: Alarm[], region: string, alarmArns: unknown[]): object {
  const columns = 3;
  const [width, height] = [8, 6];
  const graphs = alarms.map((alarm, index) => ({
    type: 'metric',
    x: (index % columns) * width,
    y: 2 + Math.floor(index / columns) * height,
    width,
    height,
    properties: {
      title: alarm.name,
      region,
      stat: alarm.statistic,
      period: 60 * (alarm.everyMinutes ?? 1),
      metrics: metricsOf(alarm),
      annotations: { horizontal: [{ label: 'alarm', value: alarm.threshold }] },
      yAxis: { left: { min: 0 } },
    },
  }));
  const states = {
    type: 'alarm',
    x: 0,
    y: 0,
    width: columns * width,
    height: 2,
    properties: { title: 'Alarms', alarms: alarmArns },
  };
  return { widgets: [states, ...graphs] };
}

function metricsOf({ namespace, metricName, percentOf, dimensions }: Alarm): unknown[][] {
  const pairs = Object.entries(dimensions).flat();
  if (percentOf === undefined) return [[namespace, metricName, ...pairs]];
  return [
    [{ id: 'share', expression: percentExpression, label: 'percent' }],
    [namespace, metricName, ...pairs, { id: 'part', visible: false }],
    [namespace, percentOf, ...pairs, { id: 'whole', visible: false }],
  ];
}
