import { expect, test } from 'vitest';
import { shortened, widthOf } from './textWidth.ts';

// measured in Chromium with DejaVu Sans and its bold face at 100 pixels
test.each([
  ['prompt-library-dev-service', 1332, 1517],
  ['aurora-postgresql, 15.4, 2 instances', 1808, 2052],
  ['10.0.0.0/24', 575, 638],
  ['1024-65535', 609, 668],
  ['WWW', 297, 331],
  ['rrr', 124, 148],
  ['ЩЩ', 219, 266],
])('%j is not wider than its calculated width', (text, plain, bold) => {
  expect(widthOf(text, 100)).toBeGreaterThanOrEqual(plain);
  expect(widthOf(text, 100, true)).toBeGreaterThanOrEqual(bold);
});

test('does not shorten a text that fits', () => {
  expect(shortened('web', 100, 11)).toBe('web');
});

test('keeps the beginning and the end of a text that does not fit', () => {
  const short = shortened('prompt-library-production-private-1', 120, 11);
  expect(short).toMatch(/^prompt.*….*-1$/);
  expect(widthOf(short, 11)).toBeLessThanOrEqual(120);
});

test('does not split a surrogate pair', () => {
  expect(shortened('🚀🚀🚀🚀🚀🚀🚀🚀', 60, 11)).toMatch(/^🚀+…🚀*$/u);
});
