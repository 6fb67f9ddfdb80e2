import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

test('requests beyond the limit are rejected at once, health checks are not, and the next ones succeed', async () => {
  const service = await startService({ environment: { MAX_REQUESTS_IN_PROGRESS: '2' } });
  const held = Promise.withResolvers<void>();
  const locking = service.database.$transaction(async transaction => {
    await transaction.$executeRaw`LOCK TABLE tags IN ACCESS EXCLUSIVE MODE`;
    await held.promise;
  });
  // wait for the lock
  await expect
    .poll(async () => {
      const locks = await service.database.$queryRaw<object[]>`
      SELECT FROM pg_locks WHERE relation = 'tags'::regclass AND mode = 'AccessExclusiveLock' AND granted`;
      return locks.length;
    })
    .toBe(1);
  const waiting = [service.get('/v1/tags'), service.get('/v1/tags')];
  await expect.poll(async () => (await service.get('/v1/users')).status).toBe(503);
  const rejected = await service.get('/v1/tags');
  expect(rejected).toMatchObject({ status: 503, body: { code: 'not_ready' } });
  expect(rejected.headers.get('retry-after')).toBe('1');
  expect((await service.get('/health/live')).status).toBe(200);
  held.resolve();
  await locking;
  for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
  await expect.poll(async () => (await service.get('/v1/tags')).status).toBe(200);
});
