import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MIGRATED } from '../test/global-setup.ts';
import { newDatabase, startService } from '../test/service.ts';

const databaseUrl = await newDatabase(MIGRATED);
const service = await startService({ databaseUrl });

const makeAdmin = async (args: string[], DATABASE_URL = databaseUrl) => {
  const child = spawn(process.execPath, ['src/make-admin.ts', ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env.PATH, DATABASE_URL },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, stdout, stderr };
};

test('a user becomes an administrator by email, ignoring case, and repeatedly', async () => {
  const ada = await service.signIn();
  const { email } = await service.database.user.findUniqueOrThrow({ where: { id: ada.id } });
  for (const spelling of [email, email.toUpperCase()]) {
    const { code, stdout, stderr } = await makeAdmin([spelling]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${spelling} is an administrator.\n`,
      stderr: '',
    });
    expect((await ada.get('/v1/me')).body.role).toBe('ADMIN');
  }
});

test.each([
  ['no email', [], 'Pass the email of one registered user.\n'],
  ['two emails', ['a@example.com', 'b@example.com'], 'Pass the email of one registered user.\n'],
  [
    'an unknown email',
    ['unknown@example.com'],
    'There is no user with the email unknown@example.com: register first.\n',
  ],
])('%s is one message without a stack', async (_what, args, stderr) => {
  expect(await makeAdmin(args)).toEqual({ code: 1, stdout: '', stderr });
});

test('an unreachable database is one message without a stack', async () => {
  expect(await makeAdmin(['ada@example.com'], 'postgresql://app@127.0.0.1:1/app')).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Cannot connect to the database at 127\.0\.0\.1:1\/app: .*\n$/),
  });
});
