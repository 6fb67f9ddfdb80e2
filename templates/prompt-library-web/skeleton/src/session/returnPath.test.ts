import { expect, test } from 'vitest';
import { returnPath } from './returnPath.ts';

test.each(['/', '/prompts/1?q=a#b', '/a//b'])('%s is a path of this site', path => {
  expect(returnPath(path)).toBe(path);
});

test.each(['https://evil.test', '//evil.test', '/\\evil.test', '/\t/evil.test', '', undefined, ['/a']])(
  '%j leads to the first page',
  value => {
    expect(returnPath(value)).toBe('/');
  },
);
