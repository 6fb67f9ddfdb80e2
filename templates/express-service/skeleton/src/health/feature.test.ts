import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';

const unreachable = () => openDatabase('postgresql://app@127.0.0.1:1/app', () => {});

test('is ready when the database responds', async () => {
  const service = await startService();
  expect(await service.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

test('is not ready when the database does not respond', async () => {
  const service = await startService({ database: unreachable() });
  expect(await service.get('/health/ready')).toMatchObject({ status: 503, body: { code: 'not_ready' } });
});

test('is live even when the database does not respond', async () => {
  const service = await startService({ database: unreachable() });
  expect(await service.get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
