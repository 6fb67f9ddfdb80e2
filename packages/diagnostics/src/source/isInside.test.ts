import path from 'node:path';
import { expect, test } from 'vitest';
import { isInside } from './located.ts';

const root = path.resolve('/work');
const file = path.join(root, 'docs/adr/0001.md');

test.each(['docs', './docs', 'docs/', 'docs/adr', 'docs/adr/0001.md', '.', path.join(root, 'docs')])(
  'docs/adr/0001.md is located in %s',
  place => {
    expect(isInside(path.resolve(root, place), file)).toBe(true);
  },
);

test.each(['doc', 'docs/ad', 'docs/adr/0001.md.bak', 'packages', '/docs'])(
  'docs/adr/0001.md is not located in %s',
  place => {
    expect(isInside(path.resolve(root, place), file)).toBe(false);
  },
);

test('a name that begins with two dots is located in its folder', () => {
  expect(isInside(root, path.join(root, '..notes.md'))).toBe(true);
});
