import { unknownValue } from '@goldpath/program';
import { expect, test } from 'vitest';
import { toInputs } from './inputs.ts';

test('arguments have the names of Pulumi', () => {
  expect(toInputs('aws:rds/instance:Instance', { publicly_accessible: true, db_name: 'x' })).toEqual({
    publiclyAccessible: true,
    dbName: 'x',
  });
});

test('a block that occurs once is an object, and a repeated one a list in the plural', () => {
  expect(
    toInputs('aws:ecs/service:Service', {
      network_configuration: [{ subnets: ['a'], assign_public_ip: true }],
      load_balancer: [{ container_port: 80 }],
    }),
  ).toEqual({
    networkConfiguration: { subnets: ['a'], assignPublicIp: true },
    loadBalancers: [{ containerPort: 80 }],
  });
});

test('blocks in blocks are converted too', () => {
  const rule = [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }];
  const inputs = toInputs(
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    { rule },
  );
  expect(inputs).toEqual({ rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }] });
});

test('the keys of tags and variables stay', () => {
  expect(toInputs('aws:ec2/vpc:Vpc', { tags: { cost_center: 'x' } })).toEqual({ tags: { cost_center: 'x' } });
});

test('null is left out, and unknown values stay', () => {
  expect(toInputs('aws:ec2/vpc:Vpc', { cidr_block: null, tags: unknownValue })).toEqual({
    tags: unknownValue,
  });
});

test('a name that differs is translated', () => {
  expect(toInputs('aws:lambda/function:Function', { function_name: 'f' })).toEqual({ name: 'f' });
});

test('a type of another provider has its names in camelCase', () => {
  expect(toInputs('tls:index/privateKey:PrivateKey', { rsa_bits: 4096 })).toEqual({ rsaBits: 4096 });
});
