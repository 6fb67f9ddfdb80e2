import type { Account, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import type { Image as Row } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { requireOwn, requireVisible } from '../prompts/service.ts';
import { mismatchOf } from './content.ts';
import {
  type Image,
  type ImageList,
  IMAGES_MAX,
  ImageType,
  type ImageUpload,
  type NewImage,
} from './schema.ts';
import type { ImageFile, ImageStore } from './store.ts';

const HOUR_MS = 3_600_000;

/**
 * Declares an image of a prompt.
 * @returns the URL to upload its bytes to.
 * @throws Problem `not_found`, `forbidden`, or `conflict` when the prompt cannot have another image.
 */
export function createImage(
  database: Database,
  store: ImageStore,
  viewer: Account,
  promptId: string,
  declared: NewImage,
): Promise<ImageUpload> {
  return database.$transaction(async transaction => {
    // The lock makes requests for one prompt run one after another; concurrent ones would all count the same.
    await transaction.$queryRaw`SELECT FROM prompts WHERE id = ${promptId}::uuid FOR NO KEY UPDATE`;
    const { agentType } = await requireOwn(transaction, viewer, promptId);
    if (agentType !== 'IMAGE')
      throw new Problem('conflict', 'Only prompts with agentType IMAGE have images.');
    if ((await transaction.image.count({ where: { promptId } })) >= IMAGES_MAX) {
      throw new Problem(
        'conflict',
        `A prompt has at most ${IMAGES_MAX} images. Delete one first; an unconfirmed upload counts for a day.`,
      );
    }
    const { id } = await transaction.image.create({ data: { ...declared, promptId } });
    const { url, headers, expiresAt } = await store.presignPut({ id, ...declared });
    return { id, upload: { method: 'PUT', url, headers, expiresAt: expiresAt.toISOString() } };
  });
}

/**
 * Publishes an image to everyone who may see its prompt, if its bytes match the declaration; otherwise they are
 * deleted.
 * @throws Problem `not_found`, `forbidden`, `conflict` when nothing has been uploaded yet, `image_refused`.
 */
export async function confirmImage(
  database: Database,
  store: ImageStore,
  viewer: Account,
  { id: promptId, imageId: id }: { id: string; imageId: string },
): Promise<Image> {
  await requireOwn(database, viewer, promptId);
  const row = await database.image.findFirst({ where: { id, promptId } });
  if (!row) throw noSuchImage();
  if (row.uploadedAt) return toImage(store, row);
  const file = toFile(row);
  const stored = await store.inspect(file);
  if (!stored)
    throw new Problem('conflict', 'Nothing has been uploaded yet: PUT the bytes to the upload URL.');
  const mismatch = mismatchOf(file, stored);
  if (mismatch) {
    await store.delete(file);
    throw new Problem('image_refused', `${mismatch} It has been deleted: upload the declared image.`);
  }
  const { count } = await database.image.updateMany({
    where: { id, promptId },
    data: { uploadedAt: new Date() },
  });
  if (count === 0) throw noSuchImage();
  return toImage(store, row);
}

/**
 * Returns the images of a prompt, oldest first.
 * @throws Problem `not_found`, also when the viewer may not see the prompt.
 */
export async function fetchImages(
  database: Database,
  store: ImageStore,
  viewer: Viewer,
  promptId: string,
): Promise<ImageList> {
  await requireVisible(database, viewer, promptId);
  const rows = await database.image.findMany({
    where: { promptId, uploadedAt: { not: null } },
    orderBy: { id: 'asc' },
  });
  return { items: await Promise.all(rows.map(row => toImage(store, row))) };
}

/**
 * Deletes an image. Its row is kept without a prompt for {@link sweepImages}: the upload URL may still be valid, and
 * bytes that arrive later must be deleted too.
 * @throws Problem `not_found` or `forbidden`.
 */
export async function deleteImage(
  database: Database,
  store: ImageStore,
  viewer: Account,
  { id: promptId, imageId: id }: { id: string; imageId: string },
): Promise<void> {
  await requireOwn(database, viewer, promptId);
  const [row] = await database.image.updateManyAndReturn({
    where: { id, promptId },
    data: { promptId: null },
  });
  if (!row) throw noSuchImage();
  await store.delete(toFile(row));
}

/**
 * Deletes images without a prompt, and uploads that were not confirmed within a day. The bytes are deleted before the
 * row, because the row refers to them.
 * @throws AggregateError when bytes could not be deleted; their rows are kept for the next sweep.
 */
export async function sweepImages(database: Database, store: ImageStore): Promise<void> {
  const before = (hours: number) => ({ lt: new Date(Date.now() - hours * HOUR_MS) });
  await database.image.updateMany({
    where: { uploadedAt: null, createdAt: before(24) },
    data: { promptId: null },
  });
  // Upload URLs are valid for ten minutes, so after an hour every upload has ended.
  const rows = await database.image.findMany({
    where: { promptId: null, createdAt: before(1) },
    take: 1_000,
  });
  const failures: unknown[] = [];
  for (const row of rows) {
    try {
      await store.delete(toFile(row));
      await database.image.deleteMany({ where: { id: row.id } });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return;
  throw new AggregateError(failures, `${failures.length} of ${rows.length} images could not be deleted.`);
}

function toFile({ id, contentType, size }: Row): ImageFile {
  return { id, contentType: ImageType.parse(contentType), size };
}

async function toImage(store: ImageStore, row: Row): Promise<Image> {
  const file = toFile(row);
  return { ...file, url: await store.presignGet(file), createdAt: row.createdAt.toISOString() };
}

function noSuchImage(): Problem {
  return new Problem('not_found', 'This prompt has no image with this id.');
}
