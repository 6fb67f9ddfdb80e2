import { expect, test } from 'vitest';
import { readTheme } from './theme.ts';

test.each([
  ['dark', 'dark'],
  ['light', 'light'],
  ['system', 'system'],
  ['"><script>', 'system'],
  [undefined, 'system'],
])('the cookie %s is the theme %s', (value, theme) => {
  expect(readTheme(value)).toBe(theme);
});
