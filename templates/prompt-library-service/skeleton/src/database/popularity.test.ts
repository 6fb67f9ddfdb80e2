import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newDatabase, startService } from '../../test/service.ts';
import { untilBlocked } from '../../test/locks.ts';
import { query } from '../../test/service-role.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { migrate, migrationsFolder } from './migrations.ts';

const VISIBILITIES = ['PUBLIC', 'PRO', 'PRIVATE'] as const;
const TAGS = ['a', 'b', 'c'];

/** The rows that prompt_popularity and prompt_tags should have copies of, and do not. */
const DIFFERENCES = `
  WITH counted AS (
    SELECT id AS prompt_id, visibility,
      (SELECT count(*) FROM user_prompt_likes WHERE prompt_id = id)::int AS like_count
    FROM prompts
  ), expected AS (
    SELECT NULL AS tag_id, * FROM counted
    UNION ALL SELECT tag_id, counted.* FROM counted JOIN prompt_tags USING (prompt_id)
  ), stored AS (
    SELECT NULL AS tag_id, prompt_id, visibility, like_count FROM prompt_popularity
    UNION ALL SELECT tag_id, prompt_id, visibility, like_count FROM prompt_tags
  )
  (TABLE expected EXCEPT TABLE stored) UNION ALL (TABLE stored EXCEPT TABLE expected)`;

const service = await startService();
const creator = await service.signIn();
const fans = [await service.signIn(), await service.signIn(), await service.signIn()] as const;

const add = async () => {
  const prompt = { title: 'A', text: 'B', agentType: 'LLM', tags: ['a'] };
  return (await creator.post('/v1/prompts', prompt)).body.id as string;
};

const differences = () => service.database.$queryRawUnsafe(DIFFERENCES);

test('the copies of likes and visibilities equal the rows after concurrent changes', async () => {
  const prompts = await Promise.all([add(), add()]);
  const [path, fan] = [fc.constantFrom(...prompts.map(id => `/v1/prompts/${id}`)), fc.constantFrom(...fans)];
  const change = fc.record({ visibility: fc.constantFrom(...VISIBILITIES), tags: fc.subarray(TAGS) });
  const action = fc.oneof(
    fc.tuple(path, fan).map(
      ([at, client]) =>
        () =>
          client.put(`${at}/like`),
    ),
    fc.tuple(path, fan).map(
      ([at, client]) =>
        () =>
          client.delete(`${at}/like`),
    ),
    fc.tuple(path, change).map(
      ([at, changed]) =>
        () =>
          creator.patch(at, changed, { 'if-match': '*' }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 20 }), async actions => {
      const answers = await Promise.all(actions.map(act => act()));
      // 404: the prompt was PRIVATE at that moment.
      for (const { status } of answers) expect([200, 404]).toContain(status);
      expect(await differences()).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test('a tag that is added during a like waits for it, and gets its number', async () => {
  const promptId = await add();
  const { id: tagId } = await service.database.tag.create({ data: { name: 'new' } });
  let adding: Promise<unknown> | undefined;
  await service.database.$transaction(async holder => {
    await holder.like.create({ data: { userId: fans[0].id, promptId } });
    const insert = Prisma.sql`INSERT INTO prompt_tags (prompt_id, tag_id) VALUES (${promptId}::uuid, ${tagId}::uuid)`;
    adding = service.database.$executeRaw(insert);
    await untilBlocked(service.database);
  });
  await adding;
  expect(await differences()).toEqual([]);
});

test('the copies equal the rows after prompts and users are deleted', async () => {
  const [kept, deleted] = [await add(), await add()];
  for (const fan of fans) await fan.put(`/v1/prompts/${kept}/like`);
  for (const fan of fans) await fan.put(`/v1/prompts/${deleted}/like`);
  await creator.delete(`/v1/prompts/${deleted}`);
  await service.database.user.delete({ where: { id: fans[0].id } });
  expect(await differences()).toEqual([]);
  expect((await creator.get(`/v1/prompts/${kept}`)).body.likeCount).toBe(2);
});

test('a like does not write the row of the prompt', async () => {
  const id = await add();
  const version = () =>
    service.database.$queryRaw`SELECT ctid::text, xmin::text FROM prompts WHERE id = ${id}::uuid`;
  const before = await version();
  expect((await fans[1].put(`/v1/prompts/${id}/like`)).status).toBe(200);
  expect(await version()).toEqual(before);
});

test('a database with rows of the version before is upgraded, and that version can still write', async () => {
  const url = await newDatabase();
  const before = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const name of ['20250101000000_init', '20250101000001_search']) {
    await cp(join(migrationsFolder, name), join(before, name), { recursive: true });
  }
  await migrate(url, { folder: before });
  await query(
    url,
    `INSERT INTO users (id, email, name, password_hash)
      SELECT md5('user' || i)::uuid, i || '@example.com', 'User', 'none' FROM generate_series(0, 9) i;
    INSERT INTO tags (id, name) SELECT md5(name)::uuid, name FROM unnest('{a,b}'::text[]) name;
    INSERT INTO prompts (id, title, description, text, agent_type, visibility, creator_id, updated_at)
      SELECT md5('prompt' || i)::uuid, 'Title', '', 'Text', 'LLM', ('{PUBLIC,PRO,PRIVATE}'::visibility[])[i % 3 + 1],
        md5('user' || i % 10)::uuid, now() FROM generate_series(0, 29) i;
    INSERT INTO prompt_tags (prompt_id, tag_id) SELECT prompts.id, tags.id FROM prompts, tags WHERE prompts.id <> md5('prompt3')::uuid;
    INSERT INTO user_prompt_likes (user_id, prompt_id)
      SELECT users.id, prompts.id FROM users, prompts WHERE users.id < prompts.id`,
  );
  expect(await migrate(url)).toContain('20261130000000_popularity');
  expect(await query(url, DIFFERENCES)).toEqual([]);
  expect(await query(url, 'SELECT max(like_count) > 1 AS some FROM prompt_tags')).toEqual([{ some: true }]);

  await query(
    url,
    `INSERT INTO prompt_tags (prompt_id, tag_id) SELECT md5('prompt3')::uuid, id FROM tags;
    UPDATE prompts SET visibility = 'PRO' WHERE id = md5('prompt4')::uuid;
    DELETE FROM user_prompt_likes WHERE user_id = md5('user1')::uuid`,
  );
  expect(await query(url, DIFFERENCES)).toEqual([]);
});
