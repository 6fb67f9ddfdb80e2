import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from '../prompts/rows.ts';
import type { PromptSummary } from '../prompts/schema.ts';
import { visibleTo } from '../prompts/visibility.ts';

/** How many prompts are recommended. */
const COUNT = 5;

/**
 * Returns prompts of other users that a user may see and does not like yet: first those whose tags occur most often
 * among the prompts that the user likes, then the most liked ones. It runs one statement.
 */
export async function fetchRecommendations(database: Database, viewer: Account): Promise<PromptSummary[]> {
  const isNew = Prisma.sql`${visibleTo(viewer)} AND p.creator_id <> ${viewer.id}::uuid AND NOT EXISTS (
    SELECT FROM user_prompt_likes l WHERE l.user_id = ${viewer.id}::uuid AND l.prompt_id = p.id
  )`;
  const rows = await database.$queryRaw<PromptRow[]>`
    WITH weights AS MATERIALIZED (
      SELECT pt.tag_id, count(*) AS weight
      FROM user_prompt_likes l JOIN prompts p ON p.id = l.prompt_id JOIN prompt_tags pt ON pt.prompt_id = p.id
      WHERE l.user_id = ${viewer.id}::uuid AND ${visibleTo(viewer)} GROUP BY pt.tag_id
    ), alike AS MATERIALIZED (
      SELECT p.id, score FROM (
        SELECT pt.prompt_id, sum(weight) AS score
        FROM weights JOIN prompt_tags pt ON pt.tag_id = weights.tag_id
        GROUP BY pt.prompt_id ORDER BY score DESC OFFSET 0
      ) scores JOIN prompts p ON p.id = prompt_id
      WHERE ${isNew} ORDER BY score DESC, p.like_count DESC, p.id DESC LIMIT ${COUNT}
    ), most_liked AS MATERIALIZED (
      SELECT p.id, 0 AS score FROM prompts p WHERE ${isNew}
      ORDER BY p.like_count DESC, p.id DESC LIMIT ${COUNT}
    ), chosen AS (
      SELECT id, max(score) AS score FROM (TABLE alike UNION ALL TABLE most_liked) both_ways GROUP BY id
    )
    SELECT ${summaryColumns(viewer)} FROM ${promptTables} JOIN chosen ON chosen.id = p.id
    ORDER BY score DESC, p.like_count DESC, p.id DESC LIMIT ${COUNT}`;
  return rows.map(toSummary);
}
