import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createsResources } from './skippedCallbacks.ts';

test.each([
  ['(id) => new aws.s3.Bucket(id)', true],
  ['id => { const store = new Store(id); }', true],
  ['names => names.map(name => new aws.sqs.Queue(name, { tags: { date: new Date().toString() } }))', true],
  ['value => new URL(value).host', false],
  ["value => { throw new Error('no value'); }", false],
  ['value => new pulumi.asset.StringAsset(value)', false],
  ['value => value.length', false],
])('the callback %s creates resources: %s', (source, expected) => {
  const callback: unknown = runInNewContext(`(${source})`);
  expect(createsResources(callback)).toBe(expected);
});
