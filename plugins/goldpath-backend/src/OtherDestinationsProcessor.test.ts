import type { JsonObject } from '@backstage/types';
import { expect, test } from 'vitest';
import { withoutLocal } from './OtherDestinationsProcessor.ts';

const entity = (parameters: JsonObject | JsonObject[], kind = 'Template') => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind,
  metadata: { name: 'tiny' },
  spec: { type: 'service', parameters },
});
const page = (destination: JsonObject) => ({ title: 'Where to publish', properties: { destination } });

const both = {
  type: 'string',
  default: 'local',
  enum: ['local', 'github'],
  'ui:enumNames': ['A folder', 'GitHub'],
};
const others = { type: 'string', default: 'github', enum: ['github'], 'ui:enumNames': ['GitHub'] };

test('the form offers the other destinations, with their names and a default', () => {
  const first = { title: 'The service', properties: { name: { type: 'string' } } };
  expect(withoutLocal(entity([first, page(both)]))).toEqual(entity([first, page(others)]));
});

test('a form with a single page is changed too', () => {
  expect(withoutLocal(entity(page(both)))).toEqual(entity(page(others)));
});

test('another default is kept', () => {
  expect(withoutLocal(entity(page({ ...both, default: 'github' })))).toEqual(entity(page(others)));
});

test.each([
  entity(page({ type: 'string', enum: ['local'] })),
  entity(page({ type: 'string', enum: ['github', 'gitlab'] })),
  entity(page({ type: 'string' })),
  entity(page(both), 'Component'),
])('%j is unchanged', unchanged => {
  expect(withoutLocal(unchanged)).toEqual(unchanged);
});
