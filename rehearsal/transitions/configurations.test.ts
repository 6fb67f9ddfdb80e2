import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../tools/root.mjs';
import { changesOf, endsOf } from './configurations.ts';

const schema = path.join(root, 'templates/prompt-library-service/skeleton/infra/config.schema.json');
const { properties } = JSON.parse(await readFile(schema, 'utf8')) as {
  properties: Parameters<typeof changesOf>[0];
};

test('every key of the schema changes its value', () => {
  const changes = changesOf(properties, { 'aws:region': 'us-east-1', 'service:size': 'small' });
  expect(new Set(changes.map(({ key }) => key))).toEqual(new Set(Object.keys(properties)));
  for (const { from, to } of changes) expect(to).not.toBe(from);
});

test('a key without a second value is an error', () => {
  expect(() => changesOf({ 'service:new': { type: 'string' } }, {})).toThrow(
    'The transitions have no second value for service:new',
  );
});

test('a change keeps the other values, and adds those that it needs', () => {
  const change = { key: 'b', with: { c: '1' }, from: undefined, to: '2', together: { d: '3' } };
  expect(endsOf({ a: '0' }, change)).toEqual([
    { a: '0', c: '1' },
    { a: '0', b: '2', c: '1', d: '3' },
  ]);
});
