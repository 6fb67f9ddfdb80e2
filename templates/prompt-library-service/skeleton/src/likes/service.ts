import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from '../prompts/rows.ts';
import type { PromptPage } from '../prompts/schema.ts';
import { noSuchPrompt } from '../prompts/service.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { LikeQuery, LikeState } from './schema.ts';

/**
 * Likes a prompt; liking it again changes nothing. It runs one statement.
 * @throws Problem `not_found` when the viewer may not see it.
 */
export async function likePrompt(database: Database, viewer: Account, promptId: string): Promise<LikeState> {
  // The lock makes a deletion at the same time wait, or the prompt is not found.
  const [state] = await database.$queryRaw<LikeState[]>`
    WITH seen AS (
      SELECT p.id, key.like_count FROM prompts p JOIN prompt_popularity key ON key.prompt_id = p.id
      WHERE p.id = ${promptId}::uuid AND ${visibleTo(viewer)} FOR KEY SHARE OF p
    ), added AS (
      INSERT INTO user_prompt_likes (user_id, prompt_id) SELECT ${viewer.id}::uuid, id FROM seen
      ON CONFLICT DO NOTHING RETURNING prompt_id
    )
    SELECT TRUE AS liked, like_count + (SELECT count(*)::int FROM added) AS "likeCount" FROM seen`;
  if (!state) throw noSuchPrompt();
  return state;
}

/**
 * Removes a like; removing it again changes nothing. It runs one statement.
 * @throws Problem `not_found` when the viewer may not see the prompt.
 */
export async function unlikePrompt(
  database: Database,
  viewer: Account,
  promptId: string,
): Promise<LikeState> {
  const [state] = await database.$queryRaw<LikeState[]>`
    WITH seen AS (
      SELECT p.id, key.like_count FROM prompts p JOIN prompt_popularity key ON key.prompt_id = p.id
      WHERE p.id = ${promptId}::uuid AND ${visibleTo(viewer)}
    ), removed AS (
      DELETE FROM user_prompt_likes l USING seen
      WHERE l.prompt_id = seen.id AND l.user_id = ${viewer.id}::uuid RETURNING l.prompt_id
    )
    SELECT FALSE AS liked, like_count - (SELECT count(*)::int FROM removed) AS "likeCount" FROM seen`;
  if (!state) throw noSuchPrompt();
  return state;
}

/** Returns one page of the prompts that a user likes and may see, most recently liked first. */
export async function fetchLiked(
  database: Database,
  viewer: Account,
  { limit, cursor }: LikeQuery,
): Promise<PromptPage> {
  const after = cursor
    ? Prisma.sql`AND (l.created_at, p.id) < (${cursor.likedAt}::timestamptz, ${cursor.id}::uuid)`
    : Prisma.empty;
  const rows = await database.$queryRaw<(PromptRow & { likedAt: Date })[]>`
    SELECT ${summaryColumns(viewer)}, l.created_at AS "likedAt"
    FROM ${promptTables} JOIN user_prompt_likes l ON l.prompt_id = p.id AND l.user_id = ${viewer.id}::uuid
    WHERE ${visibleTo(viewer)} ${after}
    ORDER BY l.created_at DESC, p.id DESC LIMIT ${limit + 1}`;
  return toPage(
    rows,
    limit,
    ({ likedAt, id }) => ({ likedAt: likedAt.toISOString(), id }),
    ({ likedAt: _, ...row }) => toSummary(row),
  );
}
