import { beforeAll, expect, it } from 'vitest';
import { run, type Program } from './testing';

let prod: Program;
beforeAll(async () => {
  prod = await run('prod');
});

it('has the name of the stage, to which the pipeline pushes', () => {
  expect(prod.one('ecr/repository:Repository').inputs.name).toBe('shop-prod');
});

it('has immutable tags', async () => {
  expect((await run('dev')).one('ecr/repository:Repository').inputs.imageTagMutability).toBe('IMMUTABLE');
});

it('scans every image', async () => {
  expect((await run('dev')).one('ecr/repository:Repository').inputs.imageScanningConfiguration).toEqual({
    scanOnPush: true,
  });
});

it('encrypts images with the stage’s key', () => {
  expect(prod.one('ecr/repository:Repository').inputs.encryptionConfigurations).toEqual([
    { encryptionType: 'KMS', kmsKey: 'arn:aws:kms/key:Key:' + prod.one('kms/key:Key').name },
  ]);
});

it('keeps the 50 newest releases with their signatures, without counting the manifests that they refer to', () => {
  const { policy } = prod.one('ecr/lifecyclePolicy:LifecyclePolicy').inputs;
  const { rules } = JSON.parse(String(policy)) as { rules: { rulePriority: number; selection: object }[] };
  const inOrder = rules.toSorted((one, other) => one.rulePriority - other.rulePriority);
  expect(inOrder.map(({ selection }) => selection)).toEqual([
    { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
    { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan', countNumber: 100 },
  ]);
});
