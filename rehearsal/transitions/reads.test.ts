import { expect, test } from 'vitest';
import replacements from '../engine/provider/replacements.json' with { type: 'json' };
import { deniedReads } from './reads.ts';
import reads from './reads.json' with { type: 'json' };

const budget = 'aws:budgets/budget:Budget';

test('an action that SecurityAudit has needs no statement', () => {
  expect(deniedReads(['aws:ec2/vpc:Vpc'], [])).toEqual([]);
});

test('an action that neither SecurityAudit nor a statement has is denied', () => {
  expect(deniedReads([budget], [{ Action: ['budgets:ViewBudget'], Resource: '*' }])).toEqual([
    `budgets:ListTagsForResource is not allowed, to read ${budget}`,
  ]);
});

test('resources of other providers are not read from AWS', () => {
  expect(deniedReads(['random:index/randomId:RandomId', 'pulumi:pulumi:Stack'], [])).toEqual([]);
});

test('a type that is not in the table is an error', () => {
  expect(() => deniedReads(['aws:sqs/queue:Queue'], [])).toThrow('aws:sqs/queue:Queue are not in reads.json');
});

test('every type that the stand-in knows is in the table', () => {
  expect(Object.keys(reads.types).sort()).toEqual(Object.keys(replacements.types).sort());
});
