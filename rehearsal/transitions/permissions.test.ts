import { expect, test } from 'vitest';
import type { Operation } from './outcome.ts';
import { deniedCalls, type Statement } from './permissions.ts';

const arn = (resource: string) => `arn:aws:ecs:eu-west-1:123456789012:${resource}`;
const type = 'aws:ecs/service:Service';
const update: Operation = { op: 'update', urn: '', type, new: { inputs: { name: 'shop' } } };
const all: Statement[] = [
  {
    Action: ['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments'],
    Resource: [arn('service/shop/shop')],
  },
  { Action: ['ecs:DescribeServiceDeployments'], Resource: arn('service-deployment/shop/shop/*') },
];
const denied = (statements: Statement[], operation = update) =>
  deniedCalls([operation], statements, 'eu-west-1');

test('calls that statements allow on their resources are not denied', () => {
  expect(denied(all)).toEqual([]);
});

test('a call on another resource is denied', () => {
  expect(denied(all, { ...update, new: { inputs: { name: 'other' } } })).toContain(
    `ecs:UpdateService is not allowed on ${arn('service/other/other')}`,
  );
});

test('a call without a statement is denied', () => {
  expect(denied(all.slice(0, 1))).toEqual([
    `ecs:DescribeServiceDeployments is not allowed on ${arn('service-deployment/shop/shop/1')}`,
  ]);
});

test('an operation that is not in the table is an error', () => {
  expect(() => denied(all, { ...update, op: 'delete' })).toThrow('"delete aws:ecs/service:Service"');
});

test('operations that do not call AWS are ignored', () => {
  expect(denied([], { ...update, op: 'replace' })).toEqual([]);
});
