import { expect, test } from 'vitest';
import { locateInJson } from './locateInJson.ts';
import { locateInYaml } from './locateInYaml.ts';

const value = { metadata: { name: 'a', 'x/y': 'b' }, list: ['c'] };
const locators = [
  ['JSON', locateInJson(JSON.stringify(value))],
  ['YAML', locateInYaml('metadata:\n  name: a\n  x/y: b\nlist: [c]\n')],
] as const;

test.each(
  locators.flatMap(([language, locate]) =>
    [
      ['/metdata/name', 'the keys at the top level are metadata, list', '/metadata/name'],
      ['/metadata/nam', 'the keys at /metadata are name, x/y', '/metadata/name'],
      ['/metadata/X~1y', 'the keys at /metadata are name, x/y', '/metadata/x~1y'],
      ['/metdata/owner', 'the keys at the top level are metadata, list', undefined],
      ['/list/1', 'the keys at /list are 0', undefined],
      ['/list/0/x', 'there is nothing at /list/0', undefined],
    ].map(([at = '', fix, suggestion]) => [language, at, fix, suggestion, locate] as const),
  ),
)('in %s %s has no value: %s, suggestion %s', (_language, at, fix, suggestion, locate) => {
  const edit = { answer: 'name', file: 'a', form: '{}', path: [], at };
  expect(locate(edit)).toMatchObject({ part: 'at', fix, ...(suggestion && { suggestion }) });
  expect('suggestion' in locate(edit)).toBe(suggestion !== undefined);
});
