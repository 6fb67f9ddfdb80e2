import { expect, it } from 'vitest';
import { run } from './testing';

/** Dependencies that no input implies: without them, the first `pulumi up` fails or loses data. */
it.each([
  ['ec2/natGateway:NatGateway', 'shop-prod-0', 'ec2/internetGateway:InternetGateway shop-prod'],
  ['ec2/flowLog:FlowLog', 'shop-prod', 'iam/rolePolicy:RolePolicy shop-prod-flows'],
  ['rds/instance:Instance', 'shop-prod', 'cloudwatch/logGroup:LogGroup shop-prod-db-postgresql'],
  ['lb/loadBalancer:LoadBalancer', 'shop-prod', 's3/bucketPolicy:BucketPolicy shop-prod-access-logs'],
  ['ecs/service:Service', 'shop-prod', 'lb/listenerRule:ListenerRule shop-prod-production'],
  ['ecs/service:Service', 'shop-prod', 'iam/rolePolicy:RolePolicy shop-prod-task'],
])('%s %s depends on %s', async (type, name, before) => {
  expect((await run('prod')).one(type, name).options.after).toContain(before);
});
