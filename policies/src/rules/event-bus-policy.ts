import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { configuredBy, eachOf, type Result } from './settings.ts';

export const eventBusPolicy: PolicyRule = {
  id: 'event-bus-policy',
  title: 'Custom event buses have a policy.',
  why: 'Without a policy, nothing at the bus limits which principals of the account may put events onto it.',
  fix: `State who may put events onto the bus:
  new aws.cloudwatch.EventBusPolicy('orders', { eventBusName: bus.name, policy });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html',
  controls: ['EventBridge.3'],
  check: eachOf(['aws:cloudwatch/eventBus:EventBus'], busResult),
  examples: {
    passing: [
      `const orders = new aws.cloudwatch.EventBus('orders');
new aws.cloudwatch.EventBusPolicy('orders', { eventBusName: orders.name, policy: '{}' });`,
    ],
    failing: [`new aws.cloudwatch.EventBus('orders');`],
  },
};

function busResult(bus: Node, graph: ResourceGraph): Result {
  return configuredBy(bus, graph, {
    type: 'aws:cloudwatch/eventBusPolicy:EventBusPolicy',
    input: 'eventBusName',
    passes: 'It has a policy.',
    fails: 'The bus has no policy.',
  });
}
