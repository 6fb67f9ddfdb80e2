import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { isInside } from './files.ts';

test.each(['docs', './docs', 'docs/', 'docs/adr', 'docs/adr/0001.md', '.', path.join(root, 'docs')])(
  'docs/adr/0001.md is located in %s',
  place => {
    expect(isInside('docs/adr/0001.md', place)).toBe(true);
  },
);

test.each(['doc', 'docs/ad', 'docs/adr/0001.md.bak', 'packages', '/docs'])(
  'docs/adr/0001.md is not located in %s',
  place => {
    expect(isInside('docs/adr/0001.md', place)).toBe(false);
  },
);
