import type { Database } from '../src/database/database.ts';

/** The size of a large library. */
export interface LibrarySize {
  prompts: number;
  /** How many likes to draw, of random users and skewed towards old prompts; one that is drawn twice counts once. */
  likes?: number;
}

/** The tables whose triggers would do slowly, row by row, what is done here in bulk. */
const TABLES = ['prompts', 'prompt_popularity', 'prompt_tags', 'user_prompt_likes'];

/** The SQL of the UUIDv7 of the prompt with a number. */
function promptId(number: string): string {
  const digest = `md5((${number})::text)`;
  return `(lpad(to_hex(${number}), 12, '0') || '7' || left(${digest}, 3) || '8' || left(${digest}, 15))::uuid`;
}

/**
 * Fills a migrated database with many prompts, in bulk. They belong to 500 users: of 20,000 words, the first occurs in
 * three quarters of the prompts of 15 words and most in a few. Each prompt has three of 300 tags, the first of which has
 * a sixth of the prompts; 10 % are PRO, 3 % PRIVATE. 100,000 prompts take about 15 seconds.
 */
export async function fillLibrary(
  database: Database,
  { prompts, likes = 5_000 }: LibrarySize,
): Promise<void> {
  const indexes = await database.$queryRaw<{ name: string; definition: string }[]>`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexname LIKE 'prompts_search_%'`;
  const frequent = 'write,prompt,마케팅,email,번역,summary,code,AI,고객,marketing,recipe';
  const statements = [
    // Work that is slow row by row is done in bulk, afterwards or not at all.
    ...indexes.map(({ name }) => `DROP INDEX ${name}`),
    ...TABLES.map(table => `ALTER TABLE ${table} DISABLE TRIGGER ALL`),
    'SELECT setseed(0.5)',
    `INSERT INTO users (id, email, name, password_hash)
      SELECT md5('user' || i)::uuid, i || '@example.com', 'User ' || i, 'none' FROM generate_series(0, 499) i`,
    `INSERT INTO tags (id, name) SELECT md5('tag' || i)::uuid, 'tag ' || i FROM generate_series(0, 299) i`,
    // A word is one of the frequent ones, four syllables of Hangul, or four to ten letters.
    `CREATE TABLE vocabulary AS
      SELECT i, coalesce(('{${frequent}}'::text[])[i + 1], CASE WHEN i % 4 = 0
        THEN (SELECT string_agg(chr(44032 + i * ascii(d) % 11172), '') FROM string_to_table(left(md5(i::text), 4), NULL) d)
        ELSE left(translate(md5(i::text), '0123456789', 'ghijklmnop'), 4 + i % 7) END) AS word
      FROM generate_series(0, 19999) i`,
    `INSERT INTO search_words SELECT new_search_words(searchable(string_agg(word, ' '))) FROM vocabulary`,
    `INSERT INTO prompts
        (id, title, description, text, agent_type, visibility, creator_id, updated_at)
      SELECT ${promptId('i')},
        array_to_string(words[1:3], ' '), array_to_string(words[4:7], ' '), array_to_string(words[8:], ' '), 'LLM',
        (CASE WHEN i % 10 = 0 THEN 'PRO' WHEN i % 33 = 1 THEN 'PRIVATE' ELSE 'PUBLIC' END)::visibility,
        md5('user' || i % 500)::uuid, now()
      FROM (
        SELECT drawn / 15 AS i, array_agg(word) AS words
        FROM (SELECT drawn, floor(20000 * power(random(), 4)) AS i FROM generate_series(0, ${prompts * 15 - 1}) drawn) draws
        JOIN vocabulary USING (i) GROUP BY 1
      ) prompt`,
    'INSERT INTO prompt_popularity SELECT id, visibility, 2000 * power(random(), 8) FROM prompts',
    `INSERT INTO prompt_tags
      SELECT prompt_id, md5('tag' || floor(300 * power(random(), 2)))::uuid, visibility, like_count
      FROM prompt_popularity, generate_series(1, 3) ON CONFLICT DO NOTHING`,
    `INSERT INTO user_prompt_likes (user_id, prompt_id)
      SELECT md5('user' || floor(500 * random()))::uuid, ${promptId('floor(number)::int')}
      FROM (SELECT ${prompts} * power(random(), 3) AS number FROM generate_series(1, ${likes})) drawn
      ON CONFLICT DO NOTHING`,
    ...indexes.map(({ definition }) => definition),
    ...TABLES.map(table => `ALTER TABLE ${table} ENABLE TRIGGER ALL`),
    'VACUUM ANALYZE',
  ];
  for (const statement of statements) await database.$executeRawUnsafe(statement);
}
