import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What others installed or built, and what git keeps for itself. */
const passedOver = new Set(['node_modules', '.git', 'dist']);

/** Tells whether a folder has changed. */
export interface FolderState {
  /** is another when a file came, went or changed */
  etag: string;
  /** time of the newest file, in milliseconds; nothing in an empty folder */
  changedAt: number | undefined;
}

/** Looks at the times and sizes of all files of a folder, without what was installed or built there. */
export async function folderState(folder: string): Promise<FolderState> {
  const files = await filesOf(folder);
  const states = await Promise.all(
    files.sort().map(async file => {
      const { mtimeMs, size } = await stat(file).catch(() => ({ mtimeMs: 0, size: -1 }));
      return { file, mtimeMs, size };
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
      .filter(({ name }) => !passedOver.has(name))
      .map(async entry => {
        const shown = path.join(folder, entry.name);
        return entry.isDirectory() ? filesOf(shown) : [shown];
      }),
  );
  return found.flat();
}
