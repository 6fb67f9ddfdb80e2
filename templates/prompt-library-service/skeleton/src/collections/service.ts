import type { Account } from '../accounts/viewer.ts';
import { type Database, isUniqueViolation } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { Collection, CollectionPage, CollectionQuery, NewCollection } from './schema.ts';

/** The maximum number of collections per user. */
export const MAX_COLLECTIONS = 200;

interface Row extends Omit<Collection, 'createdAt'> {
  createdAt: Date;
}

/**
 * Creates a collection.
 * @throws Problem `name_taken`, or `conflict` when the user has too many.
 */
export async function createCollection(
  database: Database,
  viewer: Account,
  { name }: NewCollection,
): Promise<Collection> {
  const id = await withUniqueName(() =>
    database.$transaction(async transaction => {
      // The lock makes concurrent requests of one user count one after another.
      await transaction.$queryRaw`SELECT FROM users WHERE id = ${viewer.id}::uuid FOR UPDATE`;
      const count = await transaction.collection.count({ where: { userId: viewer.id } });
      if (count >= MAX_COLLECTIONS) {
        throw new Problem('conflict', `You have ${MAX_COLLECTIONS} collections; delete one first.`);
      }
      const created = await transaction.collection.create({ data: { userId: viewer.id, name } });
      return created.id;
    }),
  );
  return fetchCollection(database, viewer, id);
}

/** Returns one page of a user's collections, newest first. */
export async function fetchCollections(
  database: Database,
  viewer: Account,
  { limit, cursor }: CollectionQuery,
): Promise<CollectionPage> {
  const after = cursor ? Prisma.sql`AND c.id < ${cursor}::uuid` : Prisma.empty;
  const rows = await database.$queryRaw<Row[]>`
    ${selectCollections(viewer)} ${after} ORDER BY c.id DESC LIMIT ${limit + 1}`;
  return toPage(rows, limit, ({ id }) => id, toCollection);
}

/**
 * Returns one collection of a user.
 * @throws Problem `not_found`, also for a collection of another user.
 */
export async function fetchCollection(database: Database, viewer: Account, id: string): Promise<Collection> {
  const [row] = await database.$queryRaw<Row[]>`${selectCollections(viewer)} AND c.id = ${id}::uuid`;
  if (!row) throw noSuchCollection();
  return toCollection(row);
}

/**
 * Renames a collection.
 * @throws Problem `not_found` or `name_taken`.
 */
export async function renameCollection(
  database: Database,
  viewer: Account,
  id: string,
  { name }: NewCollection,
): Promise<Collection> {
  const where = { id, userId: viewer.id };
  const { count } = await withUniqueName(() => database.collection.updateMany({ where, data: { name } }));
  if (count === 0) throw noSuchCollection();
  return fetchCollection(database, viewer, id);
}

/**
 * Deletes a collection; its prompts are kept.
 * @throws Problem `not_found`.
 */
export async function deleteCollection(database: Database, viewer: Account, id: string): Promise<void> {
  const { count } = await database.collection.deleteMany({ where: { id, userId: viewer.id } });
  if (count === 0) throw noSuchCollection();
}

/** Creates the problem for a collection that does not exist or belongs to another user. */
export function noSuchCollection(): Problem {
  return new Problem('not_found', 'You have no collection with this id.');
}

async function withUniqueName<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('name_taken', 'You already have a collection with this name; choose another one.', {
      fields: [{ field: 'body.name', message: 'is taken' }],
      cause: error,
    });
  }
}

function selectCollections(viewer: Account): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id, c.name, c.created_at AS "createdAt", (
      SELECT count(*)::int FROM collection_prompts cp JOIN prompts p ON p.id = cp.prompt_id
      WHERE cp.collection_id = c.id AND ${visibleTo(viewer)}
    ) AS "promptCount"
    FROM collections c WHERE c.user_id = ${viewer.id}::uuid`;
}

function toCollection({ createdAt, ...row }: Row): Collection {
  return { ...row, createdAt: createdAt.toISOString() };
}
