import type { Account, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../database/database.ts';
import type { Image as Row } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { requireOwn, requireVisible } from '../prompts/service.ts';
import { faultOf } from './content.ts';
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
 * @returns where to upload its bytes.
 * @throws Problem `not_found`, `forbidden`, or `conflict` when the prompt cannot have one more.
 */
export function createImage(
  database: Database,
  store: ImageStore,
  viewer: Account,
  promptId: string,
  declared: NewImage,
): Promise<ImageUpload> {
  return database.$transaction(async transaction => {
    // One after the other for one prompt: those who add at the same time would all count the same.
    await transaction.$queryRaw`SELECT FROM prompts WHERE id = ${promptId}::uuid FOR NO KEY UPDATE`;
    const { agentType } = await requireOwn(transaction, viewer, promptId);
    if (agentType !== 'IMAGE')
      throw new Problem('conflict', 'Only prompts with agentType IMAGE have images.');
    if ((await transaction.image.count({ where: { promptId } })) >= IMAGES_MAX) {
      throw new Problem(
        'conflict',
        `A prompt has at most ${IMAGES_MAX} images. Delete one first; an upload that is not confirmed counts for a day.`,
      );
    }
    const { id } = await transaction.image.create({ data: { ...declared, promptId } });
    const { url, headers, expiresAt } = await store.presignPut({ id, ...declared });
    return { id, upload: { method: 'PUT', url, headers, expiresAt: expiresAt.toISOString() } };
  });
}

/**
 * Shows an image to those who see its prompt, once its bytes are what was declared; others are deleted.
 * @throws Problem `not_found`, `forbidden`, `conflict` when nothing is there yet, `image_refused`.
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
    throw new Problem('conflict', 'Nothing has been uploaded yet: PUT the bytes to the upload address.');
  const fault = faultOf(file, stored);
  if (fault) {
    await store.delete(file);
    throw new Problem('image_refused', `${fault} It has been deleted: upload the right bytes.`);
  }
  const { count } = await database.image.updateMany({
    where: { id, promptId },
    data: { uploadedAt: new Date() },
  });
  if (count === 0) throw noSuchImage();
  return toImage(store, row);
}

/**
 * The images of a prompt, the oldest first.
 * @throws Problem `not_found` also when the viewer may not see the prompt.
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
 * Deletes an image. Its row stays without a prompt for {@link sweepImages}: the upload address may still be
 * good, and bytes that come later have to go too.
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
 * Clears away images that belong to no prompt, and uploads that were not confirmed within a day. First the
 * bytes, then the row: it is what remembers them.
 * @throws AggregateError when bytes could not be deleted; their rows wait for the next time.
 */
export async function sweepImages(database: Database, store: ImageStore): Promise<void> {
  const before = (hours: number) => ({ lt: new Date(Date.now() - hours * HOUR_MS) });
  await database.image.updateMany({
    where: { uploadedAt: null, createdAt: before(24) },
    data: { promptId: null },
  });
  // Within an hour every upload has ended that its address, good for ten minutes, has let begin.
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
