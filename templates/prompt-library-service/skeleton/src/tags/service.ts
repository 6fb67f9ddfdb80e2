import type { Database, Transaction } from '../database/database.ts';
import { toPage } from '../http/page.ts';
import type { Tag } from './schema.ts';

/** The tags by name, one page of them. */
export async function fetchTags(
  database: Database,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Tag[]; nextCursor: string | null }> {
  const rows = await database.tag.findMany({
    ...(cursor !== undefined && { where: { name: { gt: cursor } } }),
    orderBy: { name: 'asc' },
    take: limit + 1,
  });
  return toPage(
    rows,
    limit,
    row => row.name,
    row => ({ name: row.name }),
  );
}

/** The ids of these tags; the ones that are new are added. */
export async function ensureTags(transaction: Transaction, names: readonly string[]): Promise<string[]> {
  // One order for everybody: two requests that add the same tags wait for each other instead of deadlocking.
  const sorted = [...new Set(names)].sort();
  await transaction.tag.createMany({ data: sorted.map(name => ({ name })), skipDuplicates: true });
  const rows = await transaction.tag.findMany({ where: { name: { in: sorted } }, select: { id: true } });
  return rows.map(row => row.id);
}
