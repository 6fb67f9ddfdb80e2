import type { Viewer } from '../accounts/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** What the viewer may see of other people's. */
export function visibleLevels(viewer: Viewer): string[] {
  return viewer?.isPro || viewer?.role === 'ADMIN' ? ['PUBLIC', 'PRO'] : ['PUBLIC'];
}

/**
 * The rows of `prompts p` that the viewer may see. This is the only place that decides it: everything that
 * shows, counts, likes, collects or exports prompts joins it.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  const open = Prisma.sql`p.visibility = ANY (${visibleLevels(viewer)}::visibility[])`;
  const listed = viewer?.role === 'ADMIN' ? open : Prisma.sql`(${open} AND p.delisted_at IS NULL)`;
  return viewer ? Prisma.sql`(${listed} OR p.creator_id = ${viewer.id}::uuid)` : listed;
}
