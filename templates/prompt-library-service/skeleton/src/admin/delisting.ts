import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { visibleTo } from '../prompts/visibility.ts';

/**
 * Hides a prompt from everyone except its creator and the administrators, or shows it again. Its content,
 * version and modification time do not change.
 * @throws Problem `not_found`, also for a PRIVATE prompt of another user.
 */
export async function setDelisted(
  database: Database,
  viewer: Account,
  promptId: string,
  delisted: boolean,
): Promise<void> {
  const at = delisted ? Prisma.sql`coalesce(p.delisted_at, now())` : Prisma.sql`NULL`;
  const count = await database.$executeRaw`
    UPDATE prompts p SET delisted_at = ${at}
    WHERE p.id = ${promptId}::uuid AND ${visibleTo(viewer)}`;
  if (count === 0) throw new Problem('not_found', 'There is no prompt with this id, or you may not see it.');
}
