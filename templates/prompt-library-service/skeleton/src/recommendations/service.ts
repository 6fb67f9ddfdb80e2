import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from '../prompts/rows.ts';
import type { PromptSummary } from '../prompts/schema.ts';
import { visibleTo } from '../prompts/visibility.ts';

/** How many prompts are recommended. */
const COUNT = 5;

// The work is bounded by these numbers, however large the library is.

/** How many of the prompts that the user likes count, the newest ones. */
const PROFILE = 100;
/** How many of their tags count, the most frequent ones. */
const TAGS = 10;
/** How many prompts of each tag are compared, the most liked ones. */
const CANDIDATES = 30;

/**
 * Returns prompts of other users that a user may see and does not like yet: first those whose tags occur most often
 * among the prompts that the user likes, then the most liked ones. It runs one statement.
 */
export async function fetchRecommendations(database: Database, viewer: Account): Promise<PromptSummary[]> {
  const isNew = Prisma.sql`${visibleTo(viewer)} AND p.creator_id <> ${viewer.id}::uuid AND NOT EXISTS (
    SELECT FROM user_prompt_likes l WHERE l.user_id = ${viewer.id}::uuid AND l.prompt_id = p.id
  )`;
  const rows = await database.$queryRaw<PromptRow[]>`
    WITH liked AS MATERIALIZED (
      SELECT p.id FROM user_prompt_likes l JOIN prompts p ON p.id = l.prompt_id
      WHERE l.user_id = ${viewer.id}::uuid AND ${visibleTo(viewer)} ORDER BY l.prompt_id DESC LIMIT ${PROFILE}
    ), weights AS MATERIALIZED (
      SELECT tag_id, count(*) AS weight FROM liked JOIN prompt_tags ON prompt_id = id
      GROUP BY tag_id ORDER BY weight DESC, tag_id LIMIT ${TAGS}
    ), candidates AS MATERIALIZED (
      SELECT candidate.* FROM weights CROSS JOIN LATERAL (
        SELECT p.id, key.like_count FROM prompt_tags key JOIN prompts p ON p.id = key.prompt_id
        WHERE key.tag_id = weights.tag_id AND ${isNew}
        ORDER BY key.like_count DESC, key.prompt_id DESC LIMIT ${CANDIDATES}
      ) candidate
    ), most_liked AS MATERIALIZED (
      SELECT p.id, key.like_count FROM prompt_popularity key JOIN prompts p ON p.id = key.prompt_id WHERE ${isNew}
      ORDER BY key.like_count DESC, key.prompt_id DESC LIMIT ${COUNT}
    ), chosen AS MATERIALIZED (
      SELECT id, like_count, (
        SELECT coalesce(sum(weight), 0) FROM prompt_tags JOIN weights USING (tag_id) WHERE prompt_id = id
      ) AS score
      FROM (TABLE candidates UNION TABLE most_liked) both_ways ORDER BY score DESC, like_count DESC, id DESC LIMIT ${COUNT}
    )
    SELECT ${summaryColumns(viewer)} FROM ${promptTables} JOIN chosen ON chosen.id = p.id
    ORDER BY chosen.score DESC, chosen.like_count DESC, p.id DESC`;
  return rows.map(toSummary);
}
