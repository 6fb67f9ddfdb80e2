import { expect, test } from 'vitest';
import { graphOf } from '../testing/program.ts';

test('a program uses the result of any lookup: fields, lists, and by callback', async () => {
  const { graph } = await graphOf(`
const cluster = aws.ecs.getClusterOutput({ clusterName: 'main' });
const found = aws.ec2.getSecurityGroupsOutput({ tags: { tier: 'web' } });
const database = aws.rds.getInstanceOutput({ dbInstanceIdentifier: 'orders' });
new aws.sqs.Queue('orders', { tags: {
  cluster: cluster.arn, first: found.ids[0], host: database.apply(({ endpoint }) => endpoint.split(':')[0]),
} });`);
  const [queue] = graph.ofType('aws:sqs/queue:Queue');
  const tags = queue?.inputs.tags as Record<string, string>;
  expect(tags.cluster).toMatch(/^arn:aws:ecs:us-east-1:\d+:outside:aws:ecs\/getCluster:getCluster\(\w+\)/);
  expect(tags.first).toMatch(/^outside:.*getSecurityGroups.*ids$/);
  expect(tags.host).toBe('outside');
});

test('two lookups of one kind find different things', async () => {
  const { graph } = await graphOf(`
const [web, api] = ['web', 'api'].map(name => aws.ec2.getSecurityGroupOutput({ name }));
new aws.sqs.Queue('orders', { tags: { web: web.id, api: api.id } });`);
  const { web, api } = graph.ofType('aws:sqs/queue:Queue')[0]?.inputs.tags as Record<string, string>;
  expect(web).not.toBe(api);
});
