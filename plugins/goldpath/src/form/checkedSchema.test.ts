import type { JsonObject } from '@backstage/types';
import { expect, test } from 'vitest';
import { checkedManifest, fieldTitles } from './checkedSchema.ts';

const templateRef = 'template:default/tiny-service';
const manifest = (schema: JsonObject) => ({ title: 'Tiny', steps: [{ title: 'About it', schema }] });
const checked = (schema: JsonObject) => checkedManifest(manifest(schema), templateRef).steps[0]?.schema;
const property = (schema: JsonObject) =>
  (checked({ properties: { colour: schema } })?.properties as Record<string, JsonObject>).colour;

test.each(['string', 'number', 'integer', 'boolean'])('an ordinary field of the type %s is judged', type => {
  expect(property({ type, title: 'Colour', 'ui:widget': 'radio' })).toEqual({
    type,
    title: 'Colour',
    'ui:widget': 'radio',
    'ui:field': 'GoldpathAnswer',
    'ui:options': { goldpath: { templateRef, field: 'colour', title: 'Colour' } },
  });
});

test('a stock picker draws itself, with its own options', () => {
  const catalogFilter = { kind: ['Group'] };
  expect(
    property({ type: 'string', 'ui:field': 'OwnerPicker', 'ui:options': { catalogFilter } }),
  ).toMatchObject({
    'ui:field': 'GoldpathAnswer',
    'ui:options': { catalogFilter, goldpath: { title: 'colour', drawnBy: 'OwnerPicker' } },
  });
});

test.each([
  [{ type: 'array', items: { type: 'string' } }],
  [{ type: 'object', properties: {} }],
  [{ type: ['string', 'null'] }],
  [{ enum: ['red'] }],
  [{ type: 'string', 'ui:field': 'Secret' }],
  [{ type: 'string', 'ui:field': 'MadeHere' }],
  [{ type: 'string', 'ui:field': null }],
])('%j is left as it is', schema => {
  expect(property(schema as JsonObject)).toEqual(schema);
});

test('a field that is asked under a condition is judged, the condition itself is left', () => {
  const colour = { type: 'string' };
  const condition = { properties: { kind: { type: 'string', const: 'painted' } } };
  const asking = { properties: { colour } };
  const schema = checked({
    if: condition,
    then: asking,
    else: asking,
    allOf: [{ if: condition, then: asking }],
    dependencies: { kind: { oneOf: [asking] }, size: ['kind'] },
  }) as JsonObject;
  const judged = { properties: { colour: expect.objectContaining({ 'ui:field': 'GoldpathAnswer' }) } };
  expect(schema).toEqual({
    if: condition,
    then: judged,
    else: judged,
    allOf: [{ if: condition, then: judged }],
    dependencies: { kind: { oneOf: [judged] }, size: ['kind'] },
  });
});

test.each([[{}], [{ properties: null }], [{ properties: { colour: null } }], [{ allOf: 'none' }]])(
  'the page %j is left as it is',
  schema => {
    expect(checked(schema as JsonObject)).toEqual(schema);
  },
);

test('every field has the title that people know it by, and that of its page', () => {
  const titles = fieldTitles(
    manifest({ properties: { colour: { title: 'Colour' } }, then: { properties: { size: {} } } }),
  );
  expect([...titles]).toEqual([
    ['colour', { title: 'Colour', page: 'About it' }],
    ['size', { title: 'size', page: 'About it' }],
  ]);
});
