import { expect, it } from 'vitest';
import { allowedConnections, run } from './testing';

it('allows each internal connection in both security groups', async () => {
  const program = await run('dev', { 'service:nat': 'none' });
  const inside = (direction: 'Ingress' | 'Egress') =>
    allowedConnections(program, direction).filter(connection =>
      /^shop-dev-\S+ -> shop-dev-/.test(connection),
    );
  expect(inside('Ingress')).toEqual(inside('Egress'));
  expect(inside('Ingress')).toContain('shop-dev-service -> shop-dev-db 5432');
});

it('lets the service call the internet over HTTPS only', async () => {
  const out = allowedConnections(await run('dev'), 'Egress').filter(connection =>
    connection.includes('0.0.0.0/0'),
  );
  expect(out).toEqual(['shop-dev-service -> 0.0.0.0/0 443']);
});

it('without NAT, lets the service call the endpoints and S3 only', async () => {
  const out = allowedConnections(await run('dev', { 'service:nat': 'none' }), 'Egress').filter(connection =>
    connection.endsWith(' 443'),
  );
  expect(out).toEqual([
    'shop-dev-service -> aws:ec2/vpcEndpoint:VpcEndpoint::shop-dev-s3/prefix-list 443',
    'shop-dev-service -> shop-dev-endpoints 443',
  ]);
});
