import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_PATH } from '@goldpath/template';
import type { Dependencies } from './FileMemo.ts';
import { sha256 } from './lastRender.ts';
import type { ServiceFiles } from './status.ts';

/**
 * The files of a service in a folder.
 *
 * @param dependencies - receives those that are looked at
 */
export function folderFiles(dir: string, dependencies?: Pick<Dependencies, 'add'>): ServiceFiles {
  return {
    name: dir,
    readManifest() {
      dependencies?.add(MANIFEST_PATH);
      return readFile(path.join(dir, MANIFEST_PATH), 'utf8').catch(() => undefined);
    },
    has(file) {
      dependencies?.add(file);
      return existsSync(path.join(dir, file));
    },
    isUnchanged(file, hash) {
      dependencies?.add(file);
      const content = readIfThere(path.join(dir, file));
      return content && (sha256(content) === hash || sha256(withLf(content)) === hash);
    },
  };
}

/** The hashes of a content as in a manifest: as it is, and without the line endings of a checkout on Windows. */
export function contentHashes(content: Buffer): string[] {
  return [sha256(content), sha256(withLf(content))];
}

function readIfThere(file: string): Buffer | undefined {
  try {
    // many small files are read several times faster than by promises
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

/** The content without the carriage returns that a checkout on Windows adds. */
function withLf(content: Buffer): Buffer {
  return Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
