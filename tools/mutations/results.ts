import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The names of the tests and policies that detected a change, by the key of the change. */
type Detections = Record<string, string[]>;

/** The results of earlier runs for the same files; a run that was interrupted continues with them. */
export class Results {
  readonly #file: string;
  readonly #version: string;
  readonly #detections: Detections;

  private constructor(file: string, version: string, detections: Detections) {
    this.#file = file;
    this.#version = version;
    this.#detections = detections;
  }

  /**
   * Reads the results in a file. Those of another version of the folders are not used.
   *
   * @param folders - contain everything that the results depend on
   */
  static async open(file: string, folders: readonly string[]): Promise<Results> {
    const hashes = await Promise.all(folders.map(hashOf));
    const version = hashes.join(' ');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    const saved = JSON.parse(text) as { version?: string; detections?: Detections };
    return new Results(file, version, saved.version === version ? (saved.detections ?? {}) : {});
  }

  get(key: string): string[] | undefined {
    return this.#detections[key];
  }

  /** Adds results, and saves all of them. */
  async add(found: Detections): Promise<void> {
    Object.assign(this.#detections, found);
    await mkdir(path.dirname(this.#file), { recursive: true });
    const saved = { version: this.#version, detections: this.#detections };
    await writeFile(this.#file, `${JSON.stringify(saved, undefined, 2)}\n`);
  }
}

/** The hash of the names and contents of the files in a folder, without those of subfolders. */
async function hashOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(({ name }) => name);
  for (const name of files.sort()) hash.update(`${name}\0`).update(await readFile(path.join(folder, name)));
  return hash.digest('hex');
}
