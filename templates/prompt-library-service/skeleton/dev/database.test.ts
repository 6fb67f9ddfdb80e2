import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a command whose database does not respond says so, and ends', () => {
  const command = fileURLToPath(new URL('dev.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: 'postgresql://app@127.0.0.1:1/app' };
  const { status, stderr } = spawnSync(process.execPath, [command], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Cannot connect to the database in DATABASE_URL: .*127\.0\.0\.1:1.*remove DATABASE_URL.*\n$/,
  );
});
