import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '@goldpath/diagnostics';
import type { ProposedFix } from '@goldpath/policies';
import { setProperties } from '@goldpath/program/source';

/** A fix that is not made, and why, as the end of a sentence. */
export interface RefusedFix {
  fix: ProposedFix;
  reason: string;
}

/** The source files of a folder, and the fixes that change them. */
export class SourceFixes {
  readonly #root: string;
  readonly #originals = new Map<string, string>();

  readonly #changed: Readonly<Record<string, string>>;

  /**
   * @param root real path of the folder; files outside of it are not changed
   * @param changed the texts that take the place of files
   */
  constructor(root: string, changed: Readonly<Record<string, string>>) {
    this.#root = root;
    this.#changed = changed;
  }

  /** The content of a file before these fixes. */
  original(file: string): string {
    return this.#originals.get(file) ?? '';
  }

  /** Separates the fixes that can be made from those that cannot. */
  async possible(fixes: readonly ProposedFix[]): Promise<{ possible: ProposedFix[]; refused: RefusedFix[] }> {
    const refused: RefusedFix[] = [];
    const possible: ProposedFix[] = [];
    for (const [file, inFile] of Map.groupBy(fixes, fix => fix.file)) {
      const reason = await this.#read(file);
      const problems = reason
        ? inFile.map(fix => ({ fix, reason }))
        : setProperties(this.original(file), file, inFile).refused.map(each => ({
            fix: each.change,
            reason: each.reason,
          }));
      refused.push(...problems);
      possible.push(...inFile.filter(fix => !problems.some(problem => problem.fix === fix)));
    }
    return { possible, refused };
  }

  /** The contents that the files have with some fixes, by path. */
  textsWith(fixes: readonly ProposedFix[]): Record<string, string> {
    const byFile = Map.groupBy(fixes, fix => fix.file);
    return Object.fromEntries(
      [...byFile].map(([file, inFile]) => [file, setProperties(this.original(file), file, inFile).text]),
    );
  }

  /** Reads a file, or returns why it is not changed. */
  async #read(file: string): Promise<string | undefined> {
    if (!/\.[cm]?tsx?$/.test(file)) return 'the program is not in TypeScript';
    if (!isInside(this.#root, await realpath(file))) return 'the file is outside of the folder';
    const changed = this.#changed[file];
    if (changed !== undefined) {
      this.#originals.set(file, changed);
      return undefined;
    }
    const bytes = await readFile(file);
    const text = bytes.toString('utf8');
    // bytes that are not UTF-8 would be lost
    if (!Buffer.from(text).equals(bytes)) return `${path.basename(file)} is not UTF-8`;
    this.#originals.set(file, text);
    return undefined;
  }
}
