import type { JsonObject } from '@backstage/types';
import { expect, test } from 'vitest';
import { checkedManifest, fieldTitles } from './checkedSchema.ts';

const templateRef = 'template:default/tiny-service';
const manifest = (schema: JsonObject) => ({ title: 'Tiny', steps: [{ title: 'About it', schema }] });
const checked = (schema: JsonObject) => checkedManifest(manifest(schema), templateRef).steps[0]?.schema;
const property = (schema: JsonObject) =>
  (checked({ properties: { colour: schema } })?.properties as Record<string, JsonObject>).colour;

test.each(['string', 'number', 'integer', 'boolean'])('a field of the type %s is validated', type => {
  expect(property({ type, title: 'Colour', 'ui:widget': 'radio' })).toEqual({
    type,
    title: 'Colour',
    'ui:widget': 'radio',
    'ui:field': 'GoldpathAnswer',
    'ui:options': { goldpath: { templateRef, field: 'colour', title: 'Colour' } },
  });
});

test('a stock picker is rendered with its own options', () => {
  const catalogFilter = { kind: ['Group'] };
  expect(
    property({ type: 'string', 'ui:field': 'OwnerPicker', 'ui:options': { catalogFilter } }),
  ).toMatchObject({
    'ui:field': 'GoldpathAnswer',
    'ui:options': { catalogFilter, goldpath: { title: 'colour', renderedBy: 'OwnerPicker' } },
  });
});

test.each([
  [{ type: 'array', items: { type: 'string' } }],
  [{ type: 'object', properties: {} }],
  [{ type: ['string', 'null'] }],
  [{ enum: ['red'] }],
  [{ type: 'string', 'ui:widget': 'hidden' }],
  [{ type: 'string', 'ui:field': 'Secret' }],
  [{ type: 'string', 'ui:field': 'CustomField' }],
  [{ type: 'string', 'ui:field': null }],
])('%j is not changed', schema => {
  expect(property(schema as JsonObject)).toEqual(schema);
});

test('a field in a condition is validated, and the condition is not changed', () => {
  const colour = { type: 'string' };
  const condition = { properties: { kind: { type: 'string', const: 'painted' } } };
  const branch = { properties: { colour } };
  const schema = checked({
    if: condition,
    then: branch,
    else: branch,
    allOf: [{ if: condition, then: branch }],
    dependencies: { kind: { oneOf: [branch] }, size: ['kind'] },
  }) as JsonObject;
  const field = expect.objectContaining({ 'ui:field': 'GoldpathAnswer' }) as object;
  const validated = { properties: { colour: field } };
  expect(schema).toEqual({
    if: condition,
    then: validated,
    else: validated,
    allOf: [{ if: condition, then: validated }],
    dependencies: { kind: { oneOf: [validated] }, size: ['kind'] },
  });
});

test.each([[{}], [{ properties: null }], [{ properties: { colour: null } }], [{ allOf: 'none' }]])(
  'the page %j is not changed',
  schema => {
    expect(checked(schema)).toEqual(schema);
  },
);

test('every field has its title and that of its page', () => {
  const titles = fieldTitles(
    manifest({ properties: { colour: { title: 'Colour' } }, then: { properties: { size: {} } } }),
  );
  expect([...titles]).toEqual([
    ['colour', { title: 'Colour', page: 'About it' }],
    ['size', { title: 'size', page: 'About it' }],
  ]);
});
