import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { afterAll, expect, test, vi } from 'vitest';
import { header, promptsOf, right, send } from '../../test/imports.ts';
import { untilBlocked } from '../../test/locks.ts';
import { startService } from '../../test/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'imports-'));
vi.stubEnv('TMPDIR', folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const service = await startService();
const { database } = service;

test('a client that disconnects while sending leaves nothing behind', async () => {
  const ada = await service.signIn();
  const leaving = new AbortController();
  const body = new ReadableStream({
    start: controller => controller.enqueue(Buffer.from(header.repeat(1000))),
  });
  const headers = { 'content-type': 'text/csv' };
  const init = {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
    signal: leaving.signal,
  } as unknown as RequestInit;
  const answer = ada.fetch('/v1/import', init);
  await vi.waitUntil(() => readdirSync(folder).length > 0);
  leaving.abort();
  await expect(answer).rejects.toThrow();
  await vi.waitUntil(() => readdirSync(folder).length === 0);
  expect(await promptsOf(service, ada)).toEqual([]);
  expect(await send(ada, header)).toMatchObject({ status: 200 });
});

/** Does something while an import is held up before it creates a prompt. */
const whileBlocked = <T>(start: () => Promise<T>, work: (started: Promise<T>) => Promise<void>) =>
  database.$transaction(async transaction => {
    await transaction.$executeRaw`LOCK TABLE prompts IN EXCLUSIVE MODE`;
    const started = start();
    await untilBlocked(database);
    await work(started);
    return { started };
  });

test.each(['?atomic=true', ''])(
  'a file that has arrived goes in also when its client leaves (%s)',
  async query => {
    const ada = await service.signIn();
    const leaving = new AbortController();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: header,
      signal: leaving.signal,
    };
    await whileBlocked(
      () => ada.fetch(`/v1/import${query}`, init),
      async answer => {
        leaving.abort();
        await expect(answer).rejects.toThrow();
      },
    );
    await vi.waitUntil(async () => (await promptsOf(service, ada)).length === 1);
    await vi.waitUntil(() => readdirSync(folder).length === 0);
    const open = await database.$queryRaw<unknown[]>`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`;
    expect(open).toEqual([]);
  },
);

test('a second import of the same user is rejected while the first is in progress', async () => {
  const ada = await service.signIn();
  const { started } = await whileBlocked(
    () => send(ada, header),
    async () => {
      expect(await send(ada, header)).toMatchObject({ status: 409, body: { code: 'request_in_progress' } });
    },
  );
  expect(await started).toMatchObject({ status: 200 });
  expect(await promptsOf(service, ada)).toHaveLength(1);
});

test('imports with the same new tags in another order do not block each other', async () => {
  const clients = await Promise.all([service.signIn(), service.signIn(), service.signIn()]);
  const names = Array.from({ length: 250 }, (_, at) => `same ${at}`);
  const answers = await Promise.all(
    clients.map((client, at) => {
      const rows = names.map(name => ({ ...right, tags: [name] }));
      return send(client, at % 2 ? rows.reverse() : rows, '?atomic=true');
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});
