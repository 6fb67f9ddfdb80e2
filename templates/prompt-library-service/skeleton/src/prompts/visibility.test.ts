import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Client, startService } from '../../test/service.ts';

const service = await startService();
const creator = await service.signIn();
const viewers: Record<string, Client> = {
  anonymous: service,
  free: await service.signIn(),
  pro: await service.signIn({ subscriptionStatus: 'PRO' }),
  admin: await service.signIn({ role: 'ADMIN' }),
  creator,
};

async function add(visibility: string, isDelisted: boolean): Promise<string> {
  const { body } = await creator.post('/v1/prompts', {
    title: `${visibility} ${isDelisted ? 'delisted' : 'listed'}`,
    text: 'Text',
    agentType: 'LLM',
    visibility,
  });
  const data = { delistedAt: isDelisted ? new Date() : null };
  await service.database.prompt.update({ where: { id: body.id }, data });
  return body.id as string;
}

test.each([
  ['PUBLIC', false, ['anonymous', 'free', 'pro', 'admin', 'creator']],
  ['PRO', false, ['pro', 'admin', 'creator']],
  ['PRIVATE', false, ['creator']],
  ['PUBLIC', true, ['admin', 'creator']],
  ['PRO', true, ['admin', 'creator']],
  ['PRIVATE', true, ['creator']],
])('a %s prompt, delisted: %s, is seen by %j', async (visibility, isDelisted, allowed) => {
  const id = await add(visibility, isDelisted);
  for (const [name, viewer] of Object.entries(viewers)) {
    const read = await viewer.get(`/v1/prompts/${id}`);
    expect([name, read.status]).toEqual([name, allowed.includes(name) ? 200 : 404]);
    const { body } = await viewer.get('/v1/prompts?limit=100');
    const ids = body.items.map((item: { id: string }) => item.id);
    expect([name, ids.includes(id)]).toEqual([name, allowed.includes(name)]);
  }
});

test('a hidden prompt gets the same response as a missing one', async () => {
  const id = await add('PRIVATE', false);
  const hidden = await service.get(`/v1/prompts/${id}`);
  const absent = await service.get(`/v1/prompts/${id.replace(/.{4}$/, '0000')}`);
  expect(hidden.body).toEqual(absent.body);
  expect(hidden.headers.get('etag')).toEqual(absent.headers.get('etag'));
});

test('an expired PRO subscription gives no access', async () => {
  const id = await add('PRO', false);
  const late = await service.signIn({ subscriptionStatus: 'PRO' });
  expect((await late.get(`/v1/prompts/${id}`)).status).toBe(200);
  await service.database.subscription.updateMany({
    where: { userId: late.id },
    data: { periodStart: new Date(Date.now() - 20_000), periodEnd: new Date(Date.now() - 10_000) },
  });
  expect((await late.get(`/v1/prompts/${id}`)).status).toBe(404);
});

test('every list contains only prompts that the viewer may read', async () => {
  const query = fc.record(
    {
      visibility: fc.constantFrom('PUBLIC', 'PRO', 'PRIVATE'),
      sort: fc.constantFrom('newest', 'likes'),
      creator: fc.constantFrom('me', creator.id),
      agentType: fc.constantFrom('LLM', 'IMAGE'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(viewers)), query, async (name, asked) => {
      const viewer = viewers[name]!;
      const { body } = await viewer.get(
        `/v1/prompts?${new URLSearchParams(asked as Record<string, string>).toString()}`,
      );
      for (const { id } of body.items as { id: string }[]) {
        expect((await viewer.get(`/v1/prompts/${id}`)).status).toBe(200);
      }
    }),
    { numRuns: 60 },
  );
});
