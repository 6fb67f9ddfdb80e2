import { v7 as newId } from 'uuid';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { toPage } from '../http/page.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { Tag } from './schema.ts';

/** Returns one page of the tags of the prompts that the viewer may see, by name. */
export async function fetchTags(
  database: Database,
  viewer: Viewer,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Tag[]; nextCursor: string | null }> {
  const rows = await database.$queryRaw<Tag[]>`
    SELECT t.name FROM tags t
    WHERE t.name > ${cursor ?? ''} AND EXISTS (
      SELECT FROM prompt_tags pt JOIN prompts p ON p.id = pt.prompt_id
      WHERE pt.tag_id = t.id AND ${visibleTo(viewer)}
    )
    ORDER BY t.name LIMIT ${limit + 1}`;
  return toPage(
    rows,
    limit,
    ({ name }) => name,
    tag => tag,
  );
}

/** Adds the tags that do not exist yet. */
export async function ensureTags(database: Database, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  // A fixed order: concurrent requests that add the same tags wait for each other instead of deadlocking.
  const sorted = [...new Set(names)].sort();
  await database.$executeRaw`
    INSERT INTO tags (id, name)
    SELECT id, name FROM unnest(${sorted.map(() => newId())}::uuid[], ${sorted}::text[]) WITH ORDINALITY
      AS given (id, name, place)
    ORDER BY place ON CONFLICT DO NOTHING`;
}
