import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
  type Action,
  ActionsError,
  explainText,
  type FileChange,
  fix,
  type FixRun,
  isInside,
  lint,
  type LintFormat,
  lintRules,
  nearest,
  parseActions,
  unifiedDiff,
  writeLintReport,
} from '@goldpath/plugin-goldpath-node/lint';
import { InputError } from '../exit.ts';

/** How a lint is asked for. */
export interface LintCommand {
  format: LintFormat;
  /** file with the actions of another portal */
  actions?: string;
  /** mend what has one mend */
  fix?: boolean;
  color: boolean;
  /** is told what is done meanwhile */
  onProgress?: (line: string) => void;
}

/** What a lint says. */
export interface LintAnswer {
  /** in the form that was asked for */
  report: string;
  /** of what was mended, as a patch */
  diff: string;
  /** files that could not be mended, a sentence each */
  refused: string[];
  /** whether no error is left */
  sound: boolean;
}

/**
 * Looks for faults in templates.
 *
 * @param paths - folders and files
 * @throws InputError when the file with the actions is none
 */
export async function lintTemplates(
  paths: readonly string[],
  { format, actions, fix: mends = false, color, onProgress }: LintCommand,
): Promise<LintAnswer> {
  const folder = folderFor(format);
  const resolved = paths.map(given => path.resolve(given));
  const options = {
    folder,
    rootOf: (dir: string) => rootOf(dir, [process.cwd(), ...resolved]),
    ...(actions !== undefined && { actions: await readActions(actions) }),
    ...(onProgress && { onProgress }),
  };
  const { changes, refused, left }: FixRun = mends
    ? await fix(resolved, options)
    : { changes: [], refused: [], left: await lint(resolved, options) };
  return {
    report: writeLintReport(left, format, lintRules, { color, lineOf: linesIn(folder) }),
    diff: changes.map((change: FileChange) => unifiedDiff(change, { color })).join(''),
    refused,
    sound: left.summary.error === 0,
  };
}

/**
 * All that there is to say about a rule about templates.
 *
 * @throws InputError when there is none of this name
 */
export function explainLintRule(id: string): string {
  const rule = lintRules.find(each => each.id === id);
  if (rule) return explainText(rule);
  const ids = lintRules.map(each => each.id);
  throw new InputError(
    `there is no rule ${id} about templates; the nearest is ${nearest(id, ids)}. goldpath rules lists all.`,
  );
}

/** Whoever shows findings in a repository relates their files to its root. */
function folderFor(format: LintFormat): string {
  const here = process.cwd();
  const { GITHUB_WORKSPACE: root } = process.env;
  const isRelated = format === 'sarif' || format === 'github';
  return isRelated && root && isInside(root, here) ? root : here;
}

/** A template may refer to what is in its repository; where there is none, to what was named, wherever one stands. */
function rootOf(dir: string, folders: readonly string[]): string {
  for (let at = dir; at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at;
  }
  const around = folders.filter(folder => isInside(folder, dir));
  return around.sort((left, right) => left.length - right.length)[0] ?? dir;
}

async function readActions(file: string): Promise<Action[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(
      `${file}: cannot be read (${error.code}); name a saved answer of GET /api/scaffolder/v2/actions`,
    );
  });
  try {
    return parseActions(text);
  } catch (error) {
    throw error instanceof ActionsError ? new InputError(`${file}: ${error.message}`) : error;
  }
}

function linesIn(folder: string): (file: string, line: number) => string | undefined {
  const files = new Map<string, string[]>();
  return (file, line) => {
    const target = path.resolve(folder, file);
    if (!files.has(target)) {
      files.set(target, existsSync(target) ? readFileSync(target, 'utf8').split(/\r?\n/) : []);
    }
    return files.get(target)?.[line - 1];
  };
}
