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
      ['/metdata/name', 'at its top are metadata, list', '/metadata/name'],
      ['/metadata/nam', 'at /metadata are name, x/y', '/metadata/name'],
      ['/metadata/X~1y', 'at /metadata are name, x/y', '/metadata/x~1y'],
      ['/metdata/owner', 'at its top are metadata, list', undefined],
      ['/list/1', 'at /list are 0', undefined],
      ['/list/0/x', 'there is nothing at /list/0', undefined],
    ].map(([at = '', remedy, meant]) => [language, at, remedy, meant, locate] as const),
  ),
)('in %s %s leads nowhere: %s, meant was %s', (_language, at, remedy, meant, locate) => {
  const edit = { answer: 'name', file: 'a', form: '{}', path: [], line: 1, at };
  expect(locate(edit)).toMatchObject({ part: 'at', remedy, ...(meant && { meant }) });
  expect('meant' in locate(edit)).toBe(meant !== undefined);
});
