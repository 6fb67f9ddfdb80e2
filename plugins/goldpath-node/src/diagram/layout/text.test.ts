import { expect, test } from 'vitest';
import { shortened, widthOf } from './text.ts';

// as Chromium measures DejaVu Sans and its bold face at 100 pixels
test.each([
  ['prompt-library-dev-service', 1332, 1517],
  ['aurora-postgresql, 15.4, 2 instances', 1808, 2052],
  ['10.0.0.0/24', 575, 638],
  ['1024-65535', 609, 668],
  ['WWW', 297, 331],
  ['rrr', 124, 148],
  ['ЩЩ', 219, 266],
])('%j is no wider than it is taken to be', (text, plain, bold) => {
  expect(widthOf(text, 100)).toBeGreaterThanOrEqual(plain);
  expect(widthOf(text, 100, true)).toBeGreaterThanOrEqual(bold);
});

test('what fits is left as it is', () => {
  expect(shortened('web', 100, 11)).toBe('web');
});

test('of what does not fit the beginning and the end are kept', () => {
  const short = shortened('prompt-library-production-private-1', 120, 11);
  expect(short).toMatch(/^prompt.*….*-1$/);
  expect(widthOf(short, 11)).toBeLessThanOrEqual(120);
});

test('no character is torn apart', () => {
  expect(shortened('🚀🚀🚀🚀🚀🚀🚀🚀', 60, 11)).toMatch(/^🚀+…🚀*$/u);
});
