import type { Account } from '../accounts/viewer.ts';
import { type Database, isUniqueViolation } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPage } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { Collection, CollectionPage, CollectionQuery, NewCollection } from './schema.ts';

/** The most collections of a user. */
export const MAX_COLLECTIONS = 200;

interface Row extends Omit<Collection, 'createdAt'> {
  createdAt: Date;
}

/**
 * Makes a collection.
 * @throws Problem `name_taken`, or `conflict` when the user has too many.
 */
export async function createCollection(
  database: Database,
  viewer: Account,
  { name }: NewCollection,
): Promise<Collection> {
  const id = await named(() =>
    database.$transaction(async transaction => {
      // Requests of one user at once count one after another.
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

/** A user's collections, the newest first, one page of them. */
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
 * One collection of a user.
 * @throws Problem `not_found` also when it is somebody else's.
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
  const { count } = await named(() => database.collection.updateMany({ where, data: { name } }));
  if (count === 0) throw noSuchCollection();
  return fetchCollection(database, viewer, id);
}

/**
 * Deletes a collection; the prompts in it stay.
 * @throws Problem `not_found`.
 */
export async function deleteCollection(database: Database, viewer: Account, id: string): Promise<void> {
  const { count } = await database.collection.deleteMany({ where: { id, userId: viewer.id } });
  if (count === 0) throw noSuchCollection();
}

/** The refusal of a collection that is not there, or is somebody else's. */
export function noSuchCollection(): Problem {
  return new Problem('not_found', 'You have no collection with this id.');
}

async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('name_taken', 'You have a collection with this name; choose another one.', {
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
