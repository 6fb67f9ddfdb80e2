import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';

test('liveness does not look up a credential', async () => {
  const service = await startService({
    database: openDatabase('postgresql://app@127.0.0.1:1/app', () => {}),
  });
  expect((await service.get('/health/live', { authorization: 'Bearer at_unknown' })).status).toBe(200);
});

test.each(['/health/live?at=1', '/health/ready?at=1'])('%s ignores its parameters', async path => {
  const service = await startService();
  expect((await service.get(path)).status).toBe(200);
});

test('is live but not ready when it stops', async () => {
  const service = await startService({ stopping: AbortSignal.abort() });
  expect((await service.get('/health/ready')).status).toBe(503);
  expect((await service.get('/health/live')).status).toBe(200);
});
