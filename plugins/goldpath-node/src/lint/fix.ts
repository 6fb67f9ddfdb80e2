import { randomUUID } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { access, chmod, constants, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applyEdits, chooseEdits } from './edits.ts';
import { lint, type LintOptions, type LintRun } from './lint.ts';
import { isInside } from './source/located.ts';

/** Mends that follow from mends are made this often. */
const MAX_ROUNDS = 10;

/** A file that was mended. */
export interface FileChange {
  /** as findings name it */
  file: string;
  before: string;
  after: string;
}

/** What was mended, and what is left. */
export interface FixRun {
  changes: FileChange[];
  /** files that stay as they are against the intention, a sentence each */
  refused: string[];
  /** what is found now */
  left: LintRun;
}

/**
 * Mends in place what has exactly one mend. Each file is written once, whole, and only in the folders that are named or
 * that hold the files that are.
 *
 * @param paths - folders and files
 * @throws FolderError when one does not exist, or none of them holds a template
 */
export async function fix(
  paths: readonly string[],
  options: Omit<LintOptions, 'read'> = {},
): Promise<FixRun> {
  const { folder = process.cwd() } = options;
  const originals = new Originals(paths.map(given => path.resolve(folder, given)));
  const mended = new Map<string, string>();
  const read = (file: string) => mended.get(file) ?? originals.read(file);
  let left = await lint(paths, { ...options, read });
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const edits = chooseEdits(left.findings, file => originals.canEdit(file));
    if (edits.size === 0) break;
    for (const [file, some] of edits) mended.set(file, applyEdits(read(file), some));
    left = await lint(paths, { ...options, read });
  }
  const changes: FileChange[] = [];
  const refused: string[] = [];
  for (const [target, after] of mended) {
    const before = originals.read(target);
    if (before === after) continue;
    const file = (isInside(folder, target) ? path.relative(folder, target) : target).replaceAll(
      path.sep,
      '/',
    );
    const problem = await replace(target, before, after);
    if (problem) refused.push(`${file}: ${problem}`);
    else changes.push({ file, before, after });
  }
  if (refused.length > 0) left = await lint(paths, options);
  return { changes, refused, left };
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

  /** Where bytes are no UTF-8, writing the text would lose them. */
  canEdit(file: string): boolean {
    this.read(file);
    const real = realpathSync(file);
    return this.isText.get(file) === true && this.roots.some(root => isInside(root, real));
  }
}

/** Replaces a file by a whole one, unless it is another by now; says why it could not. */
async function replace(file: string, before: string, after: string): Promise<string | undefined> {
  let building: string | undefined;
  try {
    const target = realpathSync(file);
    if ((await readFile(target, 'utf8')) !== before)
      return 'changed meanwhile and was left as it is; run it again';
    await access(target, constants.W_OK);
    const { mode } = await stat(target);
    building = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
    await writeFile(building, after, { flag: 'wx' });
    await chmod(building, mode);
    await rename(building, target);
    return undefined;
  } catch (error) {
    if (building) await rm(building, { force: true });
    return `cannot be written (${(error as NodeJS.ErrnoException).code}) and was left as it is`;
  }
}
