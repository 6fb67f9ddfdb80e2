import type { Viewer } from '../accounts/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { PromptSummary } from './schema.ts';

/** A prompt as {@link summaryColumns} reads it. */
export interface PromptRow extends Omit<PromptSummary, 'createdAt' | 'updatedAt'> {
  createdAt: Date;
  updatedAt: Date;
}

/** The columns of a {@link PromptSummary}, from {@link promptTables}. */
export function summaryColumns(viewer: Viewer): Prisma.Sql {
  const liked = viewer
    ? Prisma.sql`EXISTS (SELECT FROM user_prompt_likes l WHERE l.prompt_id = p.id AND l.user_id = ${viewer.id}::uuid)`
    : Prisma.sql`FALSE`;
  return Prisma.sql`
    p.id, p.title, p.description, p.agent_type::text AS "agentType", p.visibility::text, p.version,
    popularity.like_count AS "likeCount", ${liked} AS liked, p.delisted_at IS NOT NULL AS delisted,
    p.created_at AS "createdAt", p.updated_at AS "updatedAt",
    jsonb_build_object('id', creator.id, 'name', creator.name) AS creator,
    ARRAY(
      SELECT t.name FROM prompt_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.prompt_id = p.id ORDER BY t.name
    ) AS tags`;
}

/** The tables that {@link summaryColumns} reads beside `prompts p`, as joins. */
export const summaryJoins = Prisma.sql`
  JOIN users creator ON creator.id = p.creator_id JOIN prompt_popularity popularity ON popularity.prompt_id = p.id`;

/** The tables that {@link summaryColumns} reads from. */
export const promptTables = Prisma.sql`prompts p ${summaryJoins}`;

/** Converts a row to the form that the API returns. */
export function toSummary<Row extends PromptRow>(
  row: Row,
): Omit<Row, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string } {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
