import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { startService } from '../../test/service.ts';
import { openApiDocument } from './openapi.ts';

const committed: unknown = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));

test('openapi.yaml is what the routes say (when not: npm run openapi)', () => {
  expect(committed).toEqual(openApiDocument());
});

test('the service serves the document', async () => {
  const service = await startService();
  const { status, body } = await service.get('/openapi.json');
  expect(status).toBe(200);
  expect(body).toEqual(committed);
});

test('every operation has an id of its own', () => {
  const operations = Object.values(openApiDocument().paths ?? {}).flatMap(path => [path.get, path.post]);
  const ids = operations.flatMap(operation => operation?.operationId ?? []);
  expect(ids).toHaveLength(operations.filter(Boolean).length);
  expect(new Set(ids).size).toBe(ids.length);
});
