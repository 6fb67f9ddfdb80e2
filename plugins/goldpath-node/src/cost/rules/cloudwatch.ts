import { listOf, valueAt } from '@goldpath/policies';
import type { PricingRule } from '../rule.ts';
import { amountAt } from './amount.ts';

const DASHBOARD = 'aws:cloudwatch/dashboard:Dashboard';

/** Dashboards of an account without a charge: https://aws.amazon.com/cloudwatch/pricing/ */
const FREE_DASHBOARDS = 3;

const dashboardRule: PricingRule = {
  types: [DASHBOARD],
  group: 'observability',
  price: (node, { graph }) =>
    graph.ofType(DASHBOARD).indexOf(node) < FREE_DASHBOARDS
      ? []
      : [{ what: `dashboard after the first ${FREE_DASHBOARDS}`, meter: 'cloudwatch/dashboard', amount: 1 }],
};

/** An alarm costs by the metrics that it watches, and more when it looks oftener than once a minute. */
const alarmRule: PricingRule = {
  types: ['aws:cloudwatch/metricAlarm:MetricAlarm'],
  group: 'observability',
  price({ inputs }) {
    const queries = listOf(inputs.metricQueries);
    const metrics = queries.filter(query => valueAt(query, ['metric']) !== undefined);
    const periods = [inputs, ...metrics.map(query => valueAt(query, ['metric']))].map(
      holder => amountAt(holder, ['period'], 60) ?? 60,
    );
    const fast = Math.min(...periods) < 60;
    // the band of an anomaly detection counts as two metrics more
    const bands = JSON.stringify(queries).includes('ANOMALY_DETECTION_BAND') ? 2 : 0;
    return [
      {
        what: fast ? 'alarm, high resolution' : 'alarm',
        meter: fast ? 'cloudwatch/alarm-fast' : 'cloudwatch/alarm',
        amount: Math.max(1, metrics.length) + bands,
      },
    ];
  },
};

/** A cluster itself is free; what Container Insights writes of it is charged as metrics. */
const insightsRule: PricingRule = {
  types: ['aws:ecs/cluster:Cluster'],
  group: 'observability',
  price({ inputs }, { assumed }) {
    const setting = listOf(inputs.settings).find(item => valueAt(item, ['name']) === 'containerInsights');
    const value = valueAt(setting, ['value']) ?? 'disabled';
    if (value === 'disabled') return [];
    if (value !== 'enabled') return [{ notPriced: `Container Insights that are ${String(value)}` }];
    const metrics = { meter: 'cloudwatch/metric', amount: assumed('insights-metrics') };
    return [{ what: 'metrics of Container Insights', ...metrics, assumption: 'insights-metrics' }];
  },
};

export const cloudwatchRules = [dashboardRule, alarmRule, insightsRule];
