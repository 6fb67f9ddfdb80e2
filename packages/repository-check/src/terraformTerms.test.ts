import { expect, test } from 'vitest';
import { inTerraformTerms } from './terraformTerms.ts';

const sentences = (message: string, fix: string) => {
  const location = { file: 'main.tf', line: 1 };
  const diagnostic = inTerraformTerms({ rule: 'x', severity: 'error', location, message, fix });
  return [diagnostic.message, diagnostic.fix];
};

test('inputs have the names of Terraform', () => {
  expect(sentences('publiclyAccessible is true.', 'Set publiclyAccessible to false.')).toEqual([
    'publicly_accessible is true.',
    'Set publicly_accessible to false.',
  ]);
});

test('an example in TypeScript is left out', () => {
  expect(sentences('It is public.', 'Use private subnets:\n  new aws.ec2.Subnet();')).toEqual([
    'It is public.',
    'Use private subnets.',
  ]);
});

test('values and names of resources stay', () => {
  const message = "The group 'myGroup' of aws_db_instance.main lets PostgreSQL in.";
  expect(sentences(message, '')[0]).toBe(message);
});
