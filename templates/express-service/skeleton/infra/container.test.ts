import { expect, it } from 'vitest';
import { permissionsOf, run } from './testing';

it('the service can log in to its database, and nothing else', async () => {
  const program = await run('prod');
  expect(permissionsOf(program, 'shop-prod-task')).toEqual([
    {
      Effect: 'Allow',
      Action: ['rds-db:connect'],
      Resource: [
        'arn:aws:rds-db:eu-north-1:123456789012:dbuser:aws:rds/instance:Instance::shop-prod/resource/service',
      ],
    },
  ]);
});

it('the load balancer does not reach the metrics', async () => {
  const program = await run('prod');
  const ports = program
    .all('securityGroupIngressRule:SecurityGroupIngressRule')
    .map(({ inputs }) => [inputs.fromPort, inputs.toPort]);
  expect(ports).not.toContainEqual([9464, 9464]);
  expect(ports).toContainEqual([3000, 3000]);
});
