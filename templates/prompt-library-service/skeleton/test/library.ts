import { afterAll, expect } from 'vitest';
import type { Account } from '../src/accounts/viewer.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { Prisma } from '../src/generated/prisma/client.ts';
import { MIGRATED } from './global-setup.ts';
import { newDatabase } from './service.ts';

/** A database that is large enough for realistic query plans, and one of its users, with a PRO subscription. */
export interface LargeLibrary {
  database: Database;
  viewer: Account;
}

/**
 * Creates a database with many prompts, until the test file ends. They belong to 500 users and have 15 words each: of
 * 20,000 words, the first occurs in three quarters of the prompts and most in a few. Each has three of 300 tags, the
 * first of which has a sixth of the prompts; 10 % are PRO, 3 % PRIVATE. 100,000 prompts take about 15 seconds.
 */
export async function largeLibrary(prompts: number): Promise<LargeLibrary> {
  const database = openDatabase(await newDatabase(MIGRATED), () => {});
  afterAll(() => database.$disconnect());
  await fill(database, prompts);
  const { id } = await database.user.findFirstOrThrow({ where: { name: 'User 7' } });
  return { database, viewer: { id, role: 'USER', isPro: true, scopes: ['read'] } };
}

async function fill(database: Database, prompts: number): Promise<void> {
  const indexes = await database.$queryRaw<{ name: string; definition: string }[]>`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexname LIKE 'prompts_search_%'`;
  const frequent = 'write,prompt,마케팅,email,번역,summary,code,AI,고객,marketing,recipe';
  const statements = [
    // Work that is slow row by row is done in bulk, afterwards or not at all.
    ...indexes.map(({ name }) => `DROP INDEX ${name}`),
    ...['prompts', 'prompt_tags', 'user_prompt_likes'].map(
      table => `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    ),
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
        (id, title, description, text, agent_type, visibility, creator_id, like_count, updated_at)
      SELECT (lpad(to_hex(i), 12, '0') || '7' || left(md5(i::text), 3) || '8' || left(md5(i::text), 15))::uuid,
        array_to_string(words[1:3], ' '), array_to_string(words[4:7], ' '), array_to_string(words[8:], ' '), 'LLM',
        (CASE WHEN i % 10 = 0 THEN 'PRO' WHEN i % 33 = 1 THEN 'PRIVATE' ELSE 'PUBLIC' END)::visibility,
        md5('user' || i % 500)::uuid, 2000 * power(random(), 8), now()
      FROM (
        SELECT drawn / 15 AS i, array_agg(word) AS words
        FROM (SELECT drawn, floor(20000 * power(random(), 4)) AS i FROM generate_series(0, ${prompts * 15 - 1}) drawn) draws
        JOIN vocabulary USING (i) GROUP BY 1
      ) prompt`,
    `INSERT INTO prompt_tags SELECT id, md5('tag' || floor(300 * power(random(), 2)))::uuid
      FROM prompts, generate_series(1, 3) ON CONFLICT DO NOTHING`,
    `INSERT INTO user_prompt_likes (user_id, prompt_id)
      SELECT creator_id, lead(id, 17) OVER (ORDER BY id) FROM prompts ORDER BY id LIMIT 5000`,
    ...indexes.map(({ definition }) => definition),
    'VACUUM ANALYZE',
  ];
  for (const statement of statements) await database.$executeRawUnsafe(statement);
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

interface Seen {
  plan: Plan;
  milliseconds: number;
}

/** Wraps a database so that it records the plan and the duration of every statement. */
function explaining(inner: Database, seen: Seen[]): Database {
  return new Proxy(inner, {
    get(target, name) {
      if (name === '$transaction') {
        return (work: (database: Database) => Promise<unknown>) =>
          target.$transaction(transaction => work(explaining(transaction, seen)));
      }
      // Only settings; statements that Prisma generates would not be counted.
      if (name === '$executeRaw') return target.$executeRaw.bind(target);
      if (name !== '$queryRaw') throw new Error(`${String(name)} is not explained`);
      return async (parts: TemplateStringsArray, ...values: unknown[]) => {
        const statement = Prisma.sql(parts, ...values);
        const [row] = await target.$queryRaw<
          [{ 'QUERY PLAN': [{ Plan: Plan; 'Planning Time': number; 'Execution Time': number }] }]
        >`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`;
        const [{ Plan: plan, ...times }] = row['QUERY PLAN'];
        seen.push({ plan, milliseconds: times['Planning Time'] + times['Execution Time'] });
        return target.$queryRaw(statement);
      };
    },
  });
}

function tablesReadWhole({ 'Node Type': type, 'Relation Name': table = '', Plans = [] }: Plan): string[] {
  return [...(type === 'Seq Scan' ? [table] : []), ...Plans.flatMap(tablesReadWhole)];
}

/** Tables that are small enough to be read completely. */
const SMALL = ['tags', 'users'];

/**
 * Runs the work and expects that it finds something, with at most `maxStatements` statements, none of which reads a
 * large table completely.
 */
export async function expectIndexes(
  database: Database,
  work: (database: Database) => Promise<{ length: number }>,
  maxStatements: number,
): Promise<void> {
  const seen: Seen[] = [];
  const { length } = await work(explaining(database, seen));
  expect(length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThanOrEqual(maxStatements);
  const whole = seen.flatMap(({ plan }) => tablesReadWhole(plan));
  expect(whole.filter(table => !SMALL.includes(table))).toEqual([]);
  // Ten times the measured duration: fails when a plan is wrong, not when the machine is busy.
  expect(seen.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeLessThan(1_000);
}
