import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const ada = await service.signIn();

beforeEach(() => service.database.prompt.deleteMany());

type Prompt = { tags?: string[]; likes?: number; visibility?: string };

/** Adds a prompt of Ada's. */
async function add({ tags = [], likes = 0, visibility = 'PUBLIC' }: Prompt): Promise<string> {
  const prompt = { title: 'A prompt', text: 'Text', agentType: 'LLM', visibility, tags };
  const { body } = await ada.post('/v1/prompts', prompt);
  await service.database.promptPopularity.update({
    where: { promptId: body.id },
    data: { likeCount: likes },
  });
  return body.id as string;
}

const like = (userId: string, ...promptIds: string[]) =>
  service.database.like.createMany({ data: promptIds.map(promptId => ({ userId, promptId })) });

const recommended = async (client: Pick<typeof ada, 'get'>): Promise<string[]> =>
  (await client.get('/v1/recommendations')).body.items.map((item: { id: string }) => item.id);

test('the tags that occur most often among the liked prompts count most, then likes, then age', async () => {
  const [often, rare] = [randomUUID(), randomUUID()];
  const liked = [await add({ tags: [often, rare] }), await add({ tags: [often] })];
  const rareOne = await add({ tags: [rare], likes: 50 });
  const oftenOlder = await add({ tags: [often], likes: 7 });
  const oftenNewer = await add({ tags: [often], likes: 7 });
  const oftenLiked = await add({ tags: [often], likes: 9 });
  const both = await add({ tags: [often, rare] });
  const bob = await service.signIn();
  await like(bob.id, ...liked);
  expect(await recommended(bob)).toEqual([both, oftenLiked, oftenNewer, oftenOlder, rareOne]);
});

test('when too few prompts share a tag with the liked ones, the most liked follow', async () => {
  const tag = randomUUID();
  const liked = await add({ tags: [tag] });
  const alike = await add({ tags: [tag], likes: 1 });
  const popular = [
    await add({ likes: 9 }),
    await add({ likes: 8 }),
    await add({ likes: 7 }),
    await add({ likes: 6 }),
  ];
  await add({ likes: 5 });
  const bob = await service.signIn();
  await like(bob.id, liked);
  expect(await recommended(bob)).toEqual([alike, ...popular]);
});

test('a user without likes gets the most liked prompts', async () => {
  const best = await add({ likes: 3_000 });
  const second = await add({ likes: 2_000 });
  const bob = await service.signIn();
  expect(await recommended(bob)).toEqual([best, second]);
});

test('own, liked and hidden prompts are not recommended', async () => {
  const tag = randomUUID();
  const liked = await add({ tags: [tag], likes: 10_000 });
  const pro = await add({ tags: [tag], likes: 10_000, visibility: 'PRO' });
  const secret = await add({ tags: [tag], likes: 10_000, visibility: 'PRIVATE' });
  const delisted = await add({ tags: [tag], likes: 10_000 });
  await service.database.prompt.update({ where: { id: delisted }, data: { delistedAt: new Date() } });
  const bob = await service.signIn();
  await like(bob.id, liked);
  const own = { title: 'Own', text: 'Text', agentType: 'LLM', tags: [tag] };
  const { body } = await bob.post('/v1/prompts', own);
  const ids = await recommended(bob);
  for (const id of [liked, pro, secret, delisted, body.id as string]) expect(ids).not.toContain(id);
  const subscriber = await service.signIn({ subscriptionStatus: 'PRO' });
  await like(subscriber.id, liked);
  expect((await recommended(subscriber))[0]).toBe(pro);
});

test('they require a user', async () => {
  expect((await service.get('/v1/recommendations')).status).toBe(401);
});
