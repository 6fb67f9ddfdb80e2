import { expect, test } from 'vitest';
import { type Client, startService } from '../../test/service.ts';

const service = await startService();
const ada = await service.signIn({ name: 'Ada' });
const grace = await service.signIn({ name: 'Grace' });
const subscriber = await service.signIn({ subscriptionStatus: 'PRO' });

async function add(
  client: Client,
  title: string,
  tag: string,
  likeCount = 0,
  visibility = 'PRO',
): Promise<void> {
  const prompt = { title, text: 'Text', agentType: 'LLM', visibility, tags: [tag] };
  const { body } = await client.post('/v1/prompts', prompt);
  await service.database.promptPopularity.update({ where: { promptId: body.id }, data: { likeCount } });
}

/** Title, number of likes and creator of every prompt on the list, read page by page. */
async function pages(path: string): Promise<unknown[]> {
  const items: { title: string; likeCount: number; creator: { name: string } }[] = [];
  let cursor = '';
  do {
    const { body } = await subscriber.get(`${path}&limit=2${cursor && `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return items.map(({ title, likeCount, creator }) => [title, likeCount, creator.name]);
}

test('the PRO prompts of a tag are sorted by likes, with the names of their creators', async () => {
  await add(ada, 'two', 'showcase', 2);
  await add(grace, 'nine', 'showcase', 9);
  await add(ada, 'two, newer', 'showcase', 2);
  await add(grace, 'none', 'showcase');
  await add(ada, 'for all', 'showcase', 50, 'PUBLIC');
  await add(ada, 'other tag', 'other', 50);
  const path = '/v1/prompts?tag=showcase&visibility=PRO&sort=likes';
  expect(await pages(path)).toEqual([
    ['nine', 9, 'Grace'],
    ['two, newer', 2, 'Ada'],
    ['two', 2, 'Ada'],
    ['none', 0, 'Grace'],
  ]);
  expect((await service.get(path)).body).toEqual({ items: [], nextCursor: null });
});

test('prompts rarer than one in a thousand are listed too', async () => {
  const { id: creatorId } = grace;
  const data = { description: '', text: '', agentType: 'LLM', creatorId } as const;
  await add(ada, 'rare pangolin, older', 'rare');
  await add(ada, 'rare pangolin, newer', 'rare', 1);
  await service.database.prompt.createMany({
    data: Array.from({ length: 1_200 }, () => ({ ...data, title: 'x' })),
  });
  const where = { prompt: { title: 'x' } };
  await service.database.promptPopularity.updateMany({ where, data: { likeCount: 100 } });
  const rare = [
    ['rare pangolin, newer', 1, 'Ada'],
    ['rare pangolin, older', 0, 'Ada'],
  ];
  for (const query of ['tag=rare', 'q=pangolin', 'q=pangolin&sort=newest', 'q=rare&tag=rare&sort=likes']) {
    expect(await pages(`/v1/prompts?${query}`)).toEqual(rare);
  }
});
