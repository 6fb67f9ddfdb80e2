import { expect, test } from 'vitest';
import { runPrisma } from '../../dev/prisma.ts';
import { schemaDifference } from '../../dev/schema.ts';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';

test('the migrations match schema.prisma', async () => {
  expect(schemaDifference(await newDatabase(MIGRATED))).toBe('');
});

test('Prisma sees a database that the service migrated as up to date', async () => {
  const { status, stdout } = runPrisma(['migrate', 'status'], await newDatabase(MIGRATED));
  expect(stdout).toContain('Database schema is up to date!');
  expect(status).toBe(0);
});
