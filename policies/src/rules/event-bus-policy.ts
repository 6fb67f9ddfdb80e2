import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result } from './settings.ts';

const companionType = 'aws:cloudwatch/eventBusPolicy:EventBusPolicy';

export const eventBusPolicy: PolicyRule = {
  id: 'event-bus-policy',
  title: 'Custom event buses have a policy.',
  why: 'Without a policy, every identity of the account that may put events may put them onto this bus.',
  fix: `Name who may put events onto the bus:
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
  const found = graph.pointingAt(bus, companionType, ['eventBusName']);
  if (found.length > 0) return pass('It has a policy.');
  return missing(graph, [companionType], 'eventBusName', 'The bus has no policy.');
}
