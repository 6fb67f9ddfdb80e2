import { listOf, valueAt } from '@goldpath/program';
import { type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';

const DASHBOARD = 'aws:cloudwatch/dashboard:Dashboard';

/** The dashboards of an account that are free: https://aws.amazon.com/cloudwatch/pricing/ */
const FREE_DASHBOARDS = 3;

const dashboardRule: PricingRule = {
  types: [DASHBOARD],
  group: 'observability',
  price(node, { graph }) {
    if (graph.ofType(DASHBOARD).indexOf(node) < FREE_DASHBOARDS) return [];
    return [
      { what: `dashboard after the first ${FREE_DASHBOARDS}`, meter: 'cloudwatch/dashboard', amount: 1 },
    ];
  },
};

/** An alarm is charged per metric that it evaluates, at a higher price when its period is below one minute. */
const alarmRule: PricingRule = {
  types: ['aws:cloudwatch/metricAlarm:MetricAlarm'],
  group: 'observability',
  price({ inputs }) {
    const queries = listOf(inputs.metricQueries);
    const metrics = queries.map(query => valueAt(query, ['metric'])).filter(metric => metric !== undefined);
    const periods = [inputs, ...metrics].map(holder => numberAt(holder, ['period'], 60) ?? 60);
    // the band of an anomaly detection counts as two more metrics
    const bands = JSON.stringify(queries).includes('ANOMALY_DETECTION_BAND') ? 2 : 0;
    const amount = Math.max(1, metrics.length) + bands;
    if (Math.min(...periods) < 60)
      return [{ what: 'alarm, high resolution', meter: 'cloudwatch/alarm-fast', amount }];
    return [{ what: 'alarm', meter: 'cloudwatch/alarm', amount }];
  },
};

/** A cluster is free; the metrics that Container Insights collects about it are charged. */
const insightsRule: PricingRule = {
  types: ['aws:ecs/cluster:Cluster'],
  group: 'observability',
  price({ inputs }, { assumed }) {
    const setting = listOf(inputs.settings).find(item => valueAt(item, ['name']) === 'containerInsights');
    const mode = stringAt(setting, ['value'], 'disabled');
    if (mode === undefined) return [unknownUntilDeployed('its Container Insights setting')];
    if (mode === 'disabled') return [];
    if (mode !== 'enabled') return [{ notPriced: `Container Insights with the setting '${mode}'` }];
    return [
      {
        what: 'metrics of Container Insights',
        meter: 'cloudwatch/metric',
        amount: assumed('insights-metrics'),
        assumption: 'insights-metrics',
      },
    ];
  },
};

/** The rules for dashboards, alarms and Container Insights. */
export const cloudwatchRules = [dashboardRule, alarmRule, insightsRule];
