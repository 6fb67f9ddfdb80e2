import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

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

/** Reads the times and sizes of all files of a folder, except installed and built ones. */
export async function folderState(folder: string): Promise<FolderState> {
  const files = await filesOf(folder);
  const states = await Promise.all(
    files.sort().map(async file => {
      const { ctimeMs, mtimeMs, size } = await stat(file).catch(() => missing);
      return { file, ctimeMs, mtimeMs, size };
    }),
  );
  const times = states.map(({ mtimeMs }) => mtimeMs);
  const etag = createHash('sha256').update(JSON.stringify(states)).digest('hex');
  return { etag, changedAt: times.length > 0 ? Math.max(...times) : undefined };
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !ignored.has(name))
      .map(async entry => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? filesOf(file) : [file];
      }),
  );
  return found.flat();
}
