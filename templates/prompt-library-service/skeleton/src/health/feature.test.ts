import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';

const nowhere = () => openDatabase('postgresql://app@127.0.0.1:1/app', () => {});

test('is ready when the database answers', async () => {
  const service = await startService();
  expect(await service.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

test('is not ready when the database does not answer', async () => {
  const service = await startService({ database: nowhere() });
  expect(await service.get('/health/ready')).toMatchObject({ status: 503, body: { code: 'not_ready' } });
});

test('is live even when the database does not answer', async () => {
  const service = await startService({ database: nowhere() });
  expect(await service.get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
});
