import { expect, it } from 'vitest';
import { run, ways } from './testing';

it('opens each way inside on both of its ends', async () => {
  const program = await run('dev', { 'service:nat': 'none' });
  const inside = (direction: 'Ingress' | 'Egress') =>
    ways(program, direction).filter(way => /^shop-dev-\S+ -> shop-dev-/.test(way));
  expect(inside('Ingress')).toEqual(inside('Egress'));
  expect(inside('Ingress')).toContain('shop-dev-service -> shop-dev-db 5432');
});

it('lets the service out to the internet over HTTPS alone', async () => {
  const out = ways(await run('dev'), 'Egress').filter(way => way.includes('0.0.0.0/0'));
  expect(out).toEqual(['shop-dev-service -> 0.0.0.0/0 443']);
});

it('without NAT, lets the service out to the endpoints and to S3 alone', async () => {
  const out = ways(await run('dev', { 'service:nat': 'none' }), 'Egress').filter(way => way.endsWith(' 443'));
  expect(out).toEqual([
    'shop-dev-service -> aws:ec2/vpcEndpoint:VpcEndpoint::shop-dev-s3/prefix-list 443',
    'shop-dev-service -> shop-dev-endpoints 443',
  ]);
});
