import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git, runGit } from './git.ts';

/** The contents of blobs by object id, read by one process. */
export async function readBlobs(dir: string, ids: Iterable<string>): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(ids)];
  const contents = new Map<string, Buffer>();
  if (wanted.length === 0) return contents;
  const { stdout } = await runGit(dir, ['cat-file', '--batch'], { input: `${wanted.join('\n')}\n` });
  let at = 0;
  while (at < stdout.length) {
    const end = stdout.indexOf('\n', at);
    const [id, type, size] = stdout.subarray(at, end).toString().split(' ');
    at = end + 1;
    // "<id> missing": a shallow or partial clone
    if (size === undefined) continue;
    const length = Number(size);
    if (id !== undefined && type === 'blob') contents.set(id, stdout.subarray(at, at + length));
    at += length + 1;
  }
  return contents;
}

/**
 * Stores contents as blobs, byte for byte: no filter and no line ending setting of the repository is applied.
 *
 * @returns their object ids in the order of the contents
 */
export async function writeBlobs(dir: string, contents: readonly Buffer[]): Promise<string[]> {
  if (contents.length === 0) return [];
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-blobs-'));
  try {
    const files = contents.map((_, index) => path.join(folder, String(index)));
    await Promise.all(contents.map((content, index) => writeFile(path.join(folder, String(index)), content)));
    const ids = await git(dir, ['hash-object', '-w', '--no-filters', '--stdin-paths'], {
      input: `${files.join('\n')}\n`,
    });
    return ids.split('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
