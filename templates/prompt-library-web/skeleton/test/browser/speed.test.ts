import { expect, test } from 'vitest';
import { visit } from './visit.ts';

/** The most compressed bytes of scripts that the first page may load. */
const SCRIPT_BYTES_MAX = 165_000;

/** Adds up how far parts of the page move while it is loaded (cumulative layout shift). */
const observeShifts = `globalThis.shift = 0;
new PerformanceObserver(list => {
  for (const { value } of list.getEntries()) globalThis.shift += value;
}).observe({ type: 'layout-shift', buffered: true });`;

test('the first page loads little JavaScript, and nothing moves', async () => {
  const page = await visit('about:blank');
  await page.addInitScript(observeShifts);
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.getByRole('article').or(page.getByText('The library is empty')).first().waitFor();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .map(entry => (entry as PerformanceResourceTiming).encodedBodySize),
  );
  expect(scripts).not.toEqual([]);
  expect(scripts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(SCRIPT_BYTES_MAX);
  expect(await page.evaluate(() => (globalThis as unknown as { shift: number }).shift)).toBe(0);
});
