import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Client, startService } from '../../test/service.ts';

const service = await startService();
const creator = await service.signIn();
const ada = await service.signIn();

const add = async (visibility = 'PUBLIC'): Promise<string> => {
  const { body } = await creator.post('/v1/prompts', {
    title: 'A',
    text: 'B',
    agentType: 'LLM',
    visibility,
  });
  return body.id as string;
};

test('liking a prompt repeatedly counts once', async () => {
  const id = await add();
  expect(await ada.put(`/v1/prompts/${id}/like`)).toMatchObject({
    status: 200,
    body: { liked: true, likeCount: 1 },
  });
  expect((await ada.put(`/v1/prompts/${id}/like`)).body).toEqual({ liked: true, likeCount: 1 });
  expect((await ada.get(`/v1/prompts/${id}`)).body).toMatchObject({ liked: true, likeCount: 1 });
  expect((await creator.get(`/v1/prompts/${id}`)).body).toMatchObject({ liked: false, likeCount: 1 });
});

test('removing a like repeatedly counts once', async () => {
  const id = await add();
  await ada.put(`/v1/prompts/${id}/like`);
  expect((await ada.delete(`/v1/prompts/${id}/like`)).body).toEqual({ liked: false, likeCount: 0 });
  expect((await ada.delete(`/v1/prompts/${id}/like`)).body).toEqual({ liked: false, likeCount: 0 });
});

test('a hidden prompt cannot be liked', async () => {
  const id = await add('PRIVATE');
  expect((await ada.put(`/v1/prompts/${id}/like`)).status).toBe(404);
  expect(await service.database.like.count({ where: { promptId: id } })).toBe(0);
});

test('the list of likes is paginated, newest first, with visible prompts only', async () => {
  const eve = await service.signIn();
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) {
    const id = await add();
    await eve.put(`/v1/prompts/${id}/like`);
    ids.unshift(id);
  }
  const hidden = ids.splice(2, 1)[0]!;
  await creator.patch(`/v1/prompts/${hidden}`, { visibility: 'PRIVATE' }, { 'if-match': '*' });
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await eve.get(`/v1/likes?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    cursor = body.nextCursor;
  } while (cursor);
  expect(seen).toEqual(ids);
});

test('the counter equals the rows after concurrent changes', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => service.signIn()));
  const prompts = await Promise.all(Array.from({ length: 3 }, () => add()));
  const action = fc.record({
    person: fc.integer({ min: 0, max: people.length - 1 }),
    prompt: fc.integer({ min: 0, max: prompts.length - 1 }),
    liked: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async actions => {
      const answers = await Promise.all(
        actions.map(({ person, prompt, liked }) => {
          const client: Client = people[person]!;
          const path = `/v1/prompts/${prompts[prompt]}/like`;
          return liked ? client.put(path) : client.delete(path);
        }),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      for (const id of prompts) {
        const { likeCount } = await service.database.promptPopularity.findUniqueOrThrow({
          where: { promptId: id },
        });
        expect(likeCount).toBe(await service.database.like.count({ where: { promptId: id } }));
      }
    }),
    { numRuns: 15 },
  );
});

test('the counter equals the rows after a user is deleted', async () => {
  const id = await add();
  const eve = await service.signIn();
  await Promise.all([eve.put(`/v1/prompts/${id}/like`), ada.put(`/v1/prompts/${id}/like`)]);
  await service.database.user.delete({ where: { id: eve.id } });
  expect((await ada.get(`/v1/prompts/${id}`)).body.likeCount).toBe(1);
});
