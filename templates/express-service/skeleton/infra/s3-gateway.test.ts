import { expect, it } from 'vitest';
import { run, statementsOf } from './testing';

it('routes S3 traffic of private and isolated subnets past the internet', async () => {
  const program = await run('dev');
  const tables = program
    .all('ec2/routeTable:RouteTable')
    .filter(({ name }) => !name.endsWith('-public'))
    .map(({ id }) => id);
  const routed = program.one('ec2/vpcEndpoint:VpcEndpoint').inputs.routeTableIds as string[];
  expect([...routed].sort()).toEqual([...tables].sort());
});

it.each(['single', 'none'])('with NAT %s, allows no access to foreign buckets', async nat => {
  const program = await run('dev', { 'service:nat': nat, 'aws:region': 'eu-west-1' });
  const { policy } = program.one('ec2/vpcEndpoint:VpcEndpoint', 'shop-dev-s3').inputs;
  const [own, layers, ...others] = statementsOf(policy);
  expect(own?.Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': '123456789012' } });
  expect(layers).toMatchObject({
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*',
  });
  expect(others).toEqual([]);
});
