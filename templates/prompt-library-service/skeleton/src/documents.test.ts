import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { collectDefaultMetrics } from 'prom-client';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

test('the tests that docs/owasp-api-security.md names exist', () => {
  const page = read('docs/owasp-api-security.md');
  const named = [...page.matchAll(/`(src\/[\w/.-]+\.test\.ts)`: "([^"]+)"/g)];
  expect(named.length).toBeGreaterThan(15);
  expect([...page.matchAll(/^\| API\d+ /gm)]).toHaveLength(10);
  const missing = named.filter(([, file = '', name = '']) => !read(file).includes(name));
  expect(missing.map(([row]) => row)).toEqual([]);
});

test('the service sends requests to addresses of its configuration only', () => {
  const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' });
  const code = files.filter(file => /\.ts$/.test(file) && !/\.test\.ts$|^generated/.test(file));
  const calls = /\bfetch\(|from 'node:https'|\bhttps?\.(get|request)\(/;
  const requesting = code.filter(file => calls.test(read(`src/${file}`)));
  // Sentry, whose address is in SENTRY_DSN; the AWS SDK has the addresses of AWS.
  expect(requesting).toEqual(['error-reporting.ts']);
});

test('the dashboard uses metrics that the service has', async () => {
  const { registry } = createMetrics();
  collectDefaultMetrics({ register: registry });
  const names = (await registry.getMetricsAsJSON()).map(({ name }) => name);
  const { panels } = JSON.parse(read('docs/dashboards/service.json')) as {
    panels: { targets: { expr: string }[] }[];
  };
  const used = panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\b(?:http|nodejs|process)_\w+/g) ?? []),
  );
  expect(used.length).toBeGreaterThan(5);
  for (const name of used) expect(names).toContain(name.replace(/_(?:count|bucket)$/, ''));
});
