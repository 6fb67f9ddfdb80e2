import { holdsUnknown, isUnknown, type Node, type ResourceGraph } from '@goldpath/program';
import { isForProduction } from '../development.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

const target = 'aws:appautoscaling/target:Target';
const dimensions = ['dynamodb:table:ReadCapacityUnits', 'dynamodb:table:WriteCapacityUnits'];

export const tableScales: PolicyRule = {
  id: 'table-scales',
  title: 'Tables of DynamoDB scale with their load.',
  why: 'Beyond its fixed capacity, the table refuses requests.',
  fix: `Pay for each request, or let Application Auto Scaling change the capacity of reads and writes:
  billingMode: 'PAY_PER_REQUEST'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html',
  controls: ['DynamoDB.1'],
  check: eachOf(['aws:dynamodb/table:Table'], tableResult),
  examples: {
    passing: [
      `new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }], billingMode: 'PAY_PER_REQUEST' });`,
      `const carts = new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }], readCapacity: 5, writeCapacity: 5 });
for (const unit of ['Read', 'Write']) new aws.appautoscaling.Target(unit, { serviceNamespace: 'dynamodb', resourceId: pulumi.interpolate\`table/\${carts.name}\`, scalableDimension: \`dynamodb:table:\${unit}CapacityUnits\`, minCapacity: 5, maxCapacity: 100 });`,
    ],
    failing: [
      `new aws.dynamodb.Table('carts', { hashKey: 'id', attributes: [{ name: 'id', type: 'S' }], readCapacity: 5, writeCapacity: 5 });`,
    ],
  },
};

function tableResult(table: Node, graph: ResourceGraph): Result {
  const { billingMode } = table.inputs;
  if (!isForProduction(table)) return undefined;
  if (billingMode === 'PAY_PER_REQUEST') return pass('It has no fixed capacity.');
  const targets = graph.ofType(target).map(({ inputs }) => inputs);
  const own = targets.filter(({ resourceId }) => isOf(table, graph, String(resourceId)));
  const missing = dimensions.filter(each => !own.some(({ scalableDimension }) => scalableDimension === each));
  if (missing.length === 0) return pass('Its capacity follows its load.');
  if (isUnknown(billingMode)) return unknown('billingMode');
  const isUnclear =
    own.some(({ scalableDimension }) => isUnknown(scalableDimension)) ||
    targets.some(({ resourceId }) => holdsUnknown(resourceId));
  return isUnclear ? unknown('A target of Application Auto Scaling') : fail('Its capacity is fixed.');
}

/** Whether the id of a scaled resource is that of a table: `table/carts`. */
function isOf(table: Node, graph: ResourceGraph, id: string): boolean {
  return (
    id.startsWith('table/') &&
    (id === `table/${String(table.inputs.name)}` || graph.mentionedIn(id).includes(table))
  );
}
