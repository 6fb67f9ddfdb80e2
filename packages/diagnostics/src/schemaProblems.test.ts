import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { fromAjv } from './schemaProblems.ts';

const schema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 3, maxLength: 5 },
    kind: { const: 'Template' },
    size: { enum: ['small', 'large'] },
    region: { enum: Array.from({ length: 9 }, (_, index) => `eu-west-${index}`) },
    count: { type: 'integer', description: 'the number of copies', examples: [2] },
    tags: { type: 'array', minItems: 1, title: 'tags of the service' },
  },
};

function problemsOf(value: object): string[] {
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema);
  validate(value);
  return fromAjv(validate.errors).map(
    ({ path, message, fix, suggestion }) =>
      `${path.join('.')} ${message}; ${fix}${suggestion ? ` (${suggestion})` : ''}`,
  );
}

test.each([
  ['nothing', { name: 'shop' }, []],
  ['a missing key', {}, ['name is missing; add it']],
  [
    'an unknown key',
    { name: 'shop', colour: 1 },
    ['colour is not a known key; use one of name, kind, size, region, count, tags'],
  ],
  ['a misspelled key', { naem: 'shop' }, ['naem is not a known key; did you mean "name"? (name)']],
  ['a constant', { name: 'shop', kind: 'Templat' }, ['kind must be "Template"; write "Template" (Template)']],
  [
    'a choice',
    { name: 'shop', size: 'medium' },
    ['size is "medium", which is not a choice; choose one of small, large'],
  ],
  [
    'one of many choices',
    { name: 'shop', region: 'eu-west-x' },
    ['region is "eu-west-x", which is not a choice; the closest of 9 choices is eu-west-0'],
  ],
  ['a number for a string', { name: 7 }, ['name is a number, but must be a string; put it in quotes']],
  ['a list for a string', { name: ['shop'] }, ['name is a list, but must be a string; correct it']],
  [
    'a string for a number',
    { name: 'shop', count: 'two' },
    ['count is a string, but must be an integer; it must be: the number of copies, such as 2'],
  ],
  ['a short string', { name: 'ab' }, ['name has 2 characters; at least 3 are required; extend it']],
  ['a long string', { name: 'aé🙂bcd' }, ['name has 6 characters; at most 5 are allowed; shorten it']],
  [
    'another keyword',
    { name: 'shop', tags: [] },
    ['tags must NOT have fewer than 1 items; it must be: tags of the service'],
  ],
])('%s is described', (_, value, expected) => {
  expect(problemsOf(value)).toEqual(expected);
});

test('a validator without errors has no problems', () => {
  expect(fromAjv(null)).toEqual([]);
});
