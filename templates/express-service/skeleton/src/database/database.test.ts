import { expect, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { loadConfig } from '../config.ts';
import { openDatabase } from './database.ts';

test('DATABASE_POOL_SIZE limits the connections of many queries at once', async () => {
  const config = loadConfig({ DATABASE_URL: await newDatabase(MIGRATED), DATABASE_POOL_SIZE: '3' });
  const database = openDatabase(config, () => {});
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => database.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`),
  );
  await database.$disconnect();
  expect(new Set(answers.map(([row]) => row!.pid)).size).toBe(3);
});
