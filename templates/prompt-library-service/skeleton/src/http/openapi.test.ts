import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { startService } from '../../test/service.ts';
import { openApiDocument } from './openapi.ts';

// Both are CommonJS, whose named exports Node does not detect.
const { Spectral } = spectralCore;
const { oas } = rulesets;

const committed: unknown = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));

test('openapi.yaml matches the routes (otherwise run: npm run openapi)', () => {
  expect(committed).toEqual(openApiDocument());
});

test('the service serves the document', async () => {
  const service = await startService();
  const { status, body } = await service.get('/openapi.json');
  expect(status).toBe(200);
  expect(body).toEqual(committed);
});

test('every operation has a unique id', () => {
  const operations = Object.values(openApiDocument().paths ?? {}).flatMap(path =>
    Object.values(path as object),
  );
  const ids = operations.map(operation => (operation as { operationId?: string }).operationId);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
});

test('it passes the recommended rules of Redocly', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const source = JSON.stringify(openApiDocument());
  const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  const messages = problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`,
  );
  expect(messages).toEqual([]);
});

test('it passes the recommended rules of Spectral', async () => {
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [[oas as RulesetDefinition, 'recommended']], rules: {} });
  const findings = await spectral.run(JSON.stringify(openApiDocument()));
  expect(findings.map(({ code, message, path }) => `${code}: ${message} (${path.join('.')})`)).toEqual([]);
});

test('the interactive documentation loads nothing from other hosts', async () => {
  const service = await startService();
  const page = await service.fetch('/docs/');
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const assets = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address!);
  expect(assets.length).toBeGreaterThan(3);
  for (const asset of assets) {
    expect(asset).toMatch(/^\/docs\//);
    expect([asset, (await service.fetch(asset)).status]).toEqual([asset, 200]);
  }
});

test('the documentation works under any host name, also without HTTPS', async () => {
  const service = await startService();
  const { headers } = await service.fetch('/docs/');
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
});
