import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '@goldpath/diagnostics';
import { replaceFile } from '@goldpath/files';
import { lint, type LintOptions, type LintReport } from './lint.ts';
import { applySafeFixes } from './safeFixes.ts';

/** A file that was changed. */
export interface FileChange {
  /** its name in diagnostics */
  file: string;
  before: string;
  after: string;
}

/** The result of {@link fix}. */
export interface FixResult {
  changes: FileChange[];
  /** the files that could not be written, a sentence for each */
  failures: string[];
  /** the diagnostics that are left */
  left: LintReport;
}

/**
 * Applies the fixes that are unambiguous and after which fewer problems are left. Each file is written once, as a whole, and
 * only in the given folders or in the folders of the given files.
 *
 * @param paths - folders and files
 * @throws FolderError when one does not exist, or none of them contains a template
 */
export async function fix(
  paths: readonly string[],
  options: Omit<LintOptions, 'read'> = {},
): Promise<FixResult> {
  const { folder = process.cwd() } = options;
  const originals = new Originals(paths.map(given => path.resolve(folder, given)));
  const { texts, report } = await applySafeFixes({
    read: file => originals.read(file),
    canEdit: file => originals.canEdit(file),
    lint: changed => lint(paths, { ...options, read: file => changed.get(file) ?? originals.read(file) }),
  });
  const changes: FileChange[] = [];
  const failures: string[] = [];
  for (const [target, after] of texts) {
    const before = originals.read(target);
    if (before === after) continue;
    const name = isInside(folder, target) ? path.relative(folder, target) : target;
    const file = name.replaceAll(path.sep, '/');
    const problem = await replaceFile(target, before, after);
    if (problem) failures.push(`${file}: ${problem}`);
    else changes.push({ file, before, after });
  }
  const left = failures.length > 0 ? await lint(paths, options) : report;
  return { changes, failures, left };
}

/** The files as they were when they were first read. */
class Originals {
  private readonly texts = new Map<string, string>();
  private readonly isText = new Map<string, boolean>();
  private readonly roots: string[];

  constructor(paths: readonly string[]) {
    this.roots = paths.map(given => {
      const stats = statSync(given, { throwIfNoEntry: false });
      if (!stats) return given;
      return realpathSync(stats.isFile() ? path.dirname(given) : given);
    });
  }

  read(file: string): string {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const bytes = readFileSync(file);
    const text = bytes.toString('utf8');
    this.texts.set(file, text);
    this.isText.set(file, Buffer.from(text).equals(bytes));
    return text;
  }

  /** Whether a file may be changed. Bytes that are not UTF-8 would be lost. */
  canEdit(file: string): boolean {
    this.read(file);
    const real = realpathSync(file);
    return this.isText.get(file) === true && this.roots.some(root => isInside(root, real));
  }
}
