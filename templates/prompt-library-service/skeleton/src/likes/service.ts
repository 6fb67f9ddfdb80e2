import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from '../prompts/rows.ts';
import type { PromptPage } from '../prompts/schema.ts';
import { requireVisible } from '../prompts/service.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { LikeQuery, LikeState } from './schema.ts';

/**
 * Likes a prompt; liking it again changes nothing.
 * @throws Problem `not_found` when the viewer may not see it.
 */
export async function likePrompt(database: Database, viewer: Account, promptId: string): Promise<LikeState> {
  await requireVisible(database, viewer, promptId);
  // Inserts nothing when the prompt has just been deleted.
  await database.$executeRaw`
    INSERT INTO user_prompt_likes (user_id, prompt_id)
    SELECT ${viewer.id}::uuid, p.id FROM prompts p WHERE p.id = ${promptId}::uuid FOR KEY SHARE
    ON CONFLICT DO NOTHING`;
  return likeState(database, viewer, promptId);
}

/**
 * Removes a like; removing it again changes nothing.
 * @throws Problem `not_found` when the viewer may not see the prompt.
 */
export async function unlikePrompt(
  database: Database,
  viewer: Account,
  promptId: string,
): Promise<LikeState> {
  await requireVisible(database, viewer, promptId);
  await database.like.deleteMany({ where: { userId: viewer.id, promptId } });
  return likeState(database, viewer, promptId);
}

async function likeState(database: Database, viewer: Account, promptId: string): Promise<LikeState> {
  await requireVisible(database, viewer, promptId);
  const [state] = await database.$queryRaw<LikeState[]>`
    SELECT p.like_count AS "likeCount", EXISTS (
      SELECT FROM user_prompt_likes l WHERE l.prompt_id = p.id AND l.user_id = ${viewer.id}::uuid
    ) AS liked
    FROM prompts p WHERE p.id = ${promptId}::uuid`;
  return state ?? { liked: false, likeCount: 0 };
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
