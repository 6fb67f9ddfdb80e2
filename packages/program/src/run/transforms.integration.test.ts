import { expect, test } from 'vitest';
import { subjectOf } from '../subject.ts';
import { graphOf } from '../testing/program.ts';

const component = `
class Store extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('shop:store:Store', name, {}, opts);
    new aws.sqs.Queue(name, { tags: { own: 'yes' } }, { parent: this });
  }
}`;

test('a transform of a component changes its children, and one of the stack every resource after it', async () => {
  const { graph } = await graphOf(`${component}
pulumi.runtime.registerResourceTransform(({ type, props, opts }) => {
  if (type !== 'aws:sqs/queue:Queue') return undefined;
  return { props: { ...props, tags: { ...props.tags, stack: 'yes' } }, opts };
});
new Store('orders', { transforms: [async ({ props, opts }) => ({
  props: { ...props, tags: { ...props.tags, component: 'yes' } }, opts,
})] });
new aws.sqs.Queue('other', { policy: pulumi.secret('{}') });`);
  const queues = graph.ofType('aws:sqs/queue:Queue');
  const [orders, other] = ['orders', 'other'].map(name => queues.find(queue => queue.name === name));
  expect(orders?.inputs.tags).toEqual({ own: 'yes', component: 'yes', stack: 'yes' });
  expect(other?.inputs).toEqual({ policy: '{}', tags: { stack: 'yes' } });
  expect(other?.secrets).toEqual(['policy']);
});

test('a URN has the types of all parents', async () => {
  const { graph, dir } = await graphOf(`${component}
const shop = new pulumi.ComponentResource('shop:index:Shop', 'shop');
new Store('orders', { parent: shop });`);
  const [orders] = graph.ofType('aws:sqs/queue:Queue');
  expect(orders && subjectOf(graph, orders, dir).subject.urn).toBe(
    'urn:pulumi:prod::shop::shop:index:Shop$shop:store:Store$aws:sqs/queue:Queue::orders',
  );
});
