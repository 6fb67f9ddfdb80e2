import { expect, it } from 'vitest';
import { permissionsOf, run } from './testing';

it('the service can log in, store images and use the key for them, and nothing else', async () => {
  const program = await run('prod');
  expect(permissionsOf(program, 'shop-prod-task')).toEqual([
    {
      Effect: 'Allow',
      Action: ['rds-db:connect'],
      Resource: [
        'arn:aws:rds-db:eu-north-1:123456789012:dbuser:aws:rds/instance:Instance::shop-prod/resource/service',
      ],
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: ['arn:aws:s3/bucket:Bucket:shop-prod-images/*'],
    },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: ['arn:aws:kms/key:Key:shop-prod'],
      Condition: { StringEquals: { 'kms:ViaService': 's3.eu-north-1.amazonaws.com' } },
    },
  ]);
});
