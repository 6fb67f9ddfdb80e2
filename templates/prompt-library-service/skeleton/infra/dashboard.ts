import type { Alarm } from './alarms';
import { share } from './measure';

/** A dashboard with a graph for each alarm's metric and its limit (the structure that CloudWatch reads). */
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

function metricsOf({ namespace, metric, percentOf, dimensions }: Alarm): unknown[][] {
  const of = Object.entries(dimensions).flat();
  if (percentOf === undefined) return [[namespace, metric, ...of]];
  return [
    [{ id: 'share', expression: share, label: 'percent' }],
    [namespace, metric, ...of, { id: 'part', visible: false }],
    [namespace, percentOf, ...of, { id: 'whole', visible: false }],
  ];
}
