import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';

/** The result of reading a folder of a remote repository, with the state of the folder. */
export interface RemoteReading<T> {
  etag: string;
  value: T;
}

/**
 * Fetches a folder of a remote repository and reads it; the copy is removed afterwards. The known result is returned when the
 * folder has not changed.
 *
 * @param url - of the folder
 * @param read - receives the absolute path of the copy
 */
export async function readRemote<T>(
  url: string,
  reader: UrlReaderService,
  known: RemoteReading<T> | undefined,
  read: (folder: string) => Promise<T>,
): Promise<RemoteReading<T>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'goldpath-remote-'));
  try {
    const tree = await reader.readTree(url, known && { etag: known.etag });
    await tree.dir({ targetDir: folder });
    return { etag: tree.etag, value: await read(folder) };
  } catch (error) {
    if (known && (error as Error).name === 'NotModifiedError') return known;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
