import type { Viewer } from '../accounts/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** Returns the visibility levels of other users' prompts that the viewer may see. */
export function visibleLevels(viewer: Viewer): string[] {
  if (viewer?.isPro || viewer?.role === 'ADMIN') return ['PUBLIC', 'PRO'];
  return ['PUBLIC'];
}

/**
 * Returns the condition on `prompts p` for the rows that the viewer may see. This is the only place that decides it:
 * every query that shows, counts, likes, collects or exports prompts uses it.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  const open = Prisma.sql`p.visibility = ANY (${visibleLevels(viewer)}::visibility[])`;
  const listed = Prisma.sql`(${open} AND p.delisted_at IS NULL)`;
  if (!viewer) return listed;
  const ofOthers = viewer.role === 'ADMIN' ? open : listed;
  return Prisma.sql`(${ofOthers} OR p.creator_id = ${viewer.id}::uuid)`;
}
