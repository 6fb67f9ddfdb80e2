import { createHash } from 'node:crypto';
import { readdirSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** Installed and built files, and git's own. */
const ignored = new Set(['node_modules', '.git', 'dist']);

const missing = { ctimeMs: 0, mtimeMs: 0, size: -1 };

/** The state of a folder, to detect changes. */
export interface FolderState {
  /** differs when a file was added, removed or changed */
  etag: string;
  /** time of the newest file, in milliseconds; undefined for an empty folder */
  changedAt: number | undefined;
}

/**
 * Reads the times and sizes of all files of a folder, except installed and built ones: by synchronous calls, which take 1.3 ms for the
 * 400 files of a service instead of 3.8 ms. Other requests are served between two folders.
 *
 * @throws the error of the file system when the folder cannot be read
 */
export async function folderState(folder: string): Promise<FolderState> {
  await setImmediate();
  const states = filesOf(folder)
    .sort()
    .map(file => ({ file, ...stateOf(file) }));
  const times = states.map(({ mtimeMs }) => mtimeMs);
  const etag = createHash('sha256').update(JSON.stringify(states)).digest('hex');
  return { etag, changedAt: times.length > 0 ? Math.max(...times) : undefined };
}

function stateOf(file: string): Pick<Stats, 'ctimeMs' | 'mtimeMs' | 'size'> {
  try {
    const { ctimeMs, mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? missing;
    return { ctimeMs, mtimeMs, size };
  } catch {
    // such as a link to itself; reading the file reports it
    return missing;
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap(entry => {
      const file = `${folder}${path.sep}${entry.name}`;
      return entry.isDirectory() ? filesOf(file) : [file];
    });
}
