import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { PromptContent } from '../prompts/schema.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { ExportQuery } from './schema.ts';

type ExportRow = PromptContent & { id: string };

/** The number of prompts that are in memory at a time. */
const PAGE = 50;

/** Sorts before every id. */
const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * Reads the viewer's own prompts, or all that the viewer may see, oldest first.
 * @returns the prompts one by one, after the first page has been read: its errors are thrown immediately.
 */
export async function exportPrompts(
  database: Database,
  viewer: Account,
  scope: ExportQuery['scope'],
): Promise<AsyncGenerator<PromptContent>> {
  const first = await fetchPage(database, viewer, scope, NIL);
  return pages();

  async function* pages(): AsyncGenerator<PromptContent> {
    for (
      let rows = first;
      rows.length > 0;
      rows = await fetchPage(database, viewer, scope, rows.at(-1)!.id)
    ) {
      for (const { title, description, text, agentType, visibility, tags } of rows) {
        yield { title, description, text, agentType, visibility, tags };
      }
    }
  }
}

function fetchPage(
  database: Database,
  viewer: Account,
  scope: ExportQuery['scope'],
  after: string,
): Promise<ExportRow[]> {
  const own = scope === 'own' ? Prisma.sql`AND p.creator_id = ${viewer.id}::uuid` : Prisma.empty;
  return database.$queryRaw`
    SELECT p.id, p.title, p.description, p.text, p.agent_type::text AS "agentType", p.visibility::text,
      ARRAY(
        SELECT t.name FROM prompt_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.prompt_id = p.id ORDER BY t.name
      ) AS tags
    FROM prompts p WHERE ${visibleTo(viewer)} ${own} AND p.id > ${after}::uuid
    ORDER BY p.id LIMIT ${PAGE}`;
}
