import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { untilBlocked } from '../../test/locks.ts';
import { startService } from '../../test/service.ts';

const service = await startService();
const author = await service.signIn({ name: 'Author' });
const reader = await service.signIn({ name: 'Reader' });
const subscriber = await service.signIn({ subscriptionStatus: 'PRO' });
const admin = await service.signIn({ role: 'ADMIN' });

const addPrompt = async (visibility = 'PUBLIC', title = 'A haiku'): Promise<string> => {
  const { body } = await author.post('/v1/prompts', { title, text: 'Write.', agentType: 'LLM', visibility });
  return body.id as string;
};
const report = (client: typeof reader, promptId: string, reason = 'It is spam.') =>
  client.post(`/v1/prompts/${promptId}/reports`, { reason });
const reportsOn = async (promptId: string, state = 'open'): Promise<{ id: string; reason: string }[]> => {
  const { body } = await admin.get(`/v1/admin/reports?limit=100&state=${state}`);
  return body.items.filter(({ prompt }: { prompt: { id: string } }) => prompt.id === promptId);
};

test('administrators see the reported prompts, the reporters and the reasons', async () => {
  const promptId = await addPrompt('PUBLIC', 'Buy now');
  const { status, body } = await report(reader, promptId);
  expect({ status, body }).toMatchObject({ status: 201, body: { promptId, reason: 'It is spam.' } });
  expect(await reportsOn(promptId)).toEqual([
    {
      id: body.id,
      reason: 'It is spam.',
      prompt: { id: promptId, title: 'Buy now', delisted: false, creator: { id: author.id, name: 'Author' } },
      reporter: { id: reader.id, name: 'Reader' },
      createdAt: body.createdAt,
      resolvedAt: null,
    },
  ]);
});

test('a second report of the same user changes the reason of the first', async () => {
  const promptId = await addPrompt();
  const first = await report(reader, promptId, 'Spam.');
  const second = await report(reader, promptId, 'Stolen.');
  expect(second).toMatchObject({ status: 201, body: { id: first.body.id, reason: 'Stolen.' } });
  expect((await reportsOn(promptId)).map(({ reason }) => reason)).toEqual(['Stolen.']);
});

test('concurrent reports of the same user become one', async () => {
  const promptId = await addPrompt();
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(reason => report(reader, promptId, reason)),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
  expect(await reportsOn(promptId)).toHaveLength(1);
});

test('a resolved report is no longer open, and resolving it again changes nothing', async () => {
  const promptId = await addPrompt();
  const { body } = await report(reader, promptId);
  expect((await admin.post(`/v1/admin/reports/${body.id}/resolve`)).status).toBe(204);
  expect(await reportsOn(promptId)).toEqual([]);
  const resolved = await reportsOn(promptId, 'resolved');
  expect(resolved).toMatchObject([{ id: body.id, resolvedAt: expect.any(String) }]);
  expect((await admin.post(`/v1/admin/reports/${body.id}/resolve`)).status).toBe(204);
  expect(await reportsOn(promptId, 'resolved')).toEqual(resolved);
});

test('another report reopens a resolved one', async () => {
  const promptId = await addPrompt();
  const { body } = await report(reader, promptId);
  await admin.post(`/v1/admin/reports/${body.id}/resolve`);
  await report(reader, promptId, 'It is still there.');
  expect(await reportsOn(promptId)).toMatchObject([{ id: body.id, reason: 'It is still there.' }]);
});

test('a prompt cannot be reported by its creator', async () => {
  expect(await report(author, await addPrompt())).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

test('a hidden prompt cannot be distinguished from a missing one', async () => {
  const missing = await report(reader, randomUUID());
  expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const hidden = await Promise.all([
    report(reader, await addPrompt('PRO')),
    report(subscriber, await addPrompt('PRIVATE')),
    report(admin, await addPrompt('PRIVATE')),
  ]);
  for (const { status, body } of hidden)
    expect({ status, body }).toEqual({ status: 404, body: missing.body });
  expect((await report(subscriber, await addPrompt('PRO'))).status).toBe(201);
});

test('a prompt that is deleted while it is reported is not found', async () => {
  const promptId = await addPrompt();
  const { database } = service;
  let reporting: ReturnType<typeof report> | undefined;
  await database.$transaction(async deleting => {
    await deleting.prompt.delete({ where: { id: promptId } });
    reporting = report(reader, promptId);
    await untilBlocked(database);
  });
  expect(await reporting).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('reports of a prompt that became PRIVATE are neither shown nor resolved', async () => {
  const promptId = await addPrompt('PUBLIC', 'Secret soon');
  const { body } = await report(reader, promptId);
  await author.patch(`/v1/prompts/${promptId}`, { visibility: 'PRIVATE' }, { 'if-match': '*' });
  expect(await reportsOn(promptId)).toEqual([]);
  expect((await admin.post(`/v1/admin/reports/${body.id}/resolve`)).status).toBe(404);
});

test('an unknown report cannot be resolved', async () => {
  expect(await admin.post(`/v1/admin/reports/${randomUUID()}/resolve`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

test('the pages contain every report once, newest first', async () => {
  const added: string[] = [];
  for (let count = 0; count < 5; count++) {
    added.unshift((await report(reader, await addPrompt())).body.id as string);
  }
  const seen: string[] = [];
  let cursor = '';
  while (seen.length < 5) {
    const { body } = await admin.get(`/v1/admin/reports?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    cursor = body.nextCursor;
  }
  expect(seen.slice(0, 5)).toEqual(added);
});
