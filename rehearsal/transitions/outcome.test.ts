import { expect, test } from 'vitest';
import { countsOf, endOf, notableOf, outcomeOf } from './outcome.ts';

const operation = (op: string, type: string) => ({ op, type, urn: `urn:pulumi:dev::shop::${type}::main` });
const event = (op: string, type: string) =>
  JSON.stringify({ resourcePreEvent: { metadata: operation(op, type) } });
const failure = (message: string) => JSON.stringify({ diagnosticEvent: { message, severity: 'error' } });

test('operations that change nothing are left out', () => {
  const output = [event('same', 'aws:ec2/vpc:Vpc'), event('update', 'aws:ec2/eip:Eip'), 'text'].join('\n');
  expect(outcomeOf(output, true).operations).toEqual([operation('update', 'aws:ec2/eip:Eip')]);
});

test('a run that failed ends with the last line of its first error', () => {
  const outcome = outcomeOf(
    [failure('the program failed\nSet service:size.'), failure('update failed')].join('\n'),
    false,
  );
  expect(endOf(outcome)).toBe('refused: Set service:size.');
});

test("a run that Pulumi's protection stopped is protected", () => {
  const urn = 'urn:pulumi:prod::shop::service:db:Db$aws:rds/instance:Instance::main';
  const outcome = outcomeOf(failure(`resource "${urn}" cannot be deleted because it is protected`), false);
  expect(endOf(outcome)).toBe('protected');
});

test('components and steps of a replacement are not counted', () => {
  const operations = [
    operation('create', 'service:db:Db'),
    operation('replace', 'aws:ec2/vpc:Vpc'),
    operation('create-replacement', 'aws:ec2/vpc:Vpc'),
    operation('update', 'aws:ec2/eip:Eip'),
  ];
  expect(countsOf(operations)).toBe('1 updated, 1 replaced');
});

test('at most four types are listed', () => {
  const types = ['a', 'b', 'c', 'd', 'e'].map(name => `aws:${name}/one:One`);
  expect(notableOf(types.map(type => operation('delete', type)))).toBe(
    'deleted a:One, deleted b:One, deleted c:One, deleted d:One and 1 more types',
  );
});
