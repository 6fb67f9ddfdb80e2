import type { Account } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { type PromptRow, promptTables, summaryColumns, toSummary } from '../prompts/rows.ts';
import type { PromptPage } from '../prompts/schema.ts';
import { requireVisible } from '../prompts/service.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { CollectedQuery } from './schema.ts';
import { fetchCollection, noSuchCollection } from './service.ts';

/** The maximum number of prompts in a collection. */
export const MAX_PROMPTS = 1_000;

/**
 * Adds a prompt to a collection; adding it again changes nothing.
 * @throws Problem `not_found` for the collection or the prompt, `conflict` when the collection is full.
 */
export async function collectPrompt(
  database: Database,
  viewer: Account,
  collectionId: string,
  promptId: string,
): Promise<void> {
  await database.$transaction(async transaction => {
    // The lock makes concurrent requests for one collection count one after another.
    const [own] = await transaction.$queryRaw<object[]>`
      SELECT id FROM collections WHERE id = ${collectionId}::uuid AND user_id = ${viewer.id}::uuid FOR UPDATE`;
    if (!own) throw noSuchCollection();
    await requireVisible(transaction, viewer, promptId);
    const key = { collectionId, promptId };
    if (await transaction.collectionPrompt.count({ where: key })) return;
    if ((await transaction.collectionPrompt.count({ where: { collectionId } })) >= MAX_PROMPTS) {
      throw new Problem('conflict', `The collection has ${MAX_PROMPTS} prompts; remove one first.`);
    }
    await transaction.collectionPrompt.createMany({ data: key });
  });
}

/**
 * Removes a prompt from a collection, even one that the viewer may no longer see; removing it again changes
 * nothing.
 * @throws Problem `not_found` for the collection.
 */
export async function removePrompt(
  database: Database,
  viewer: Account,
  collectionId: string,
  promptId: string,
): Promise<void> {
  await fetchCollection(database, viewer, collectionId);
  await database.collectionPrompt.deleteMany({ where: { collectionId, promptId } });
}

/**
 * Returns one page of the prompts of a collection that its owner may see, most recently added first.
 * @throws Problem `not_found` for the collection.
 */
export async function fetchCollected(
  database: Database,
  viewer: Account,
  collectionId: string,
  { limit, cursor }: CollectedQuery,
): Promise<PromptPage> {
  await fetchCollection(database, viewer, collectionId);
  const after = cursor
    ? Prisma.sql`AND (cp.added_at, p.id) < (${cursor.addedAt}::timestamptz, ${cursor.id}::uuid)`
    : Prisma.empty;
  const rows = await database.$queryRaw<(PromptRow & { addedAt: Date })[]>`
    SELECT ${summaryColumns(viewer)}, cp.added_at AS "addedAt"
    FROM ${promptTables} JOIN collection_prompts cp ON cp.prompt_id = p.id
    WHERE cp.collection_id = ${collectionId}::uuid AND ${visibleTo(viewer)} ${after}
    ORDER BY cp.added_at DESC, p.id DESC LIMIT ${limit + 1}`;
  return toPage(
    rows,
    limit,
    ({ addedAt, id }) => ({ addedAt: addedAt.toISOString(), id }),
    ({ addedAt: _, ...row }) => toSummary(row),
  );
}
