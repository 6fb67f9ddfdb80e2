import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
  type Diagnostic,
  type Format,
  format as formatReport,
  isInside,
  closestMatch,
} from '@goldpath/diagnostics';
import {
  type Action,
  explainMarkdown,
  explainText,
  fix,
  lint,
  type LintReport,
  lintRules,
  parseActions,
  unifiedDiff,
} from '@goldpath/template-lint';
import { InputError } from '../exit.ts';

/** Options of {@link lintTemplates}. */
export interface LintCommand {
  format: Format;
  /** file with the actions of another portal */
  actions?: string;
  /** apply unambiguous fixes */
  fix?: boolean;
  color: boolean;
  /** receives a line before each template */
  onProgress?: (line: string) => void;
}

/** The result of {@link lintTemplates}. */
export interface LintResult {
  /** in the requested format */
  report: string;
  /** the applied fixes, as a patch */
  patch: string;
  /** files that could not be fixed, one sentence each */
  failures: string[];
  /** whether errors are left */
  hasErrors: boolean;
}

/**
 * Lints templates, and fixes them on request.
 *
 * @param paths - folders and files
 * @throws InputError when the file with the actions is not valid, or no template is found
 */
export async function lintTemplates(
  paths: readonly string[],
  { format, actions, fix: applyFixes = false, color, onProgress }: LintCommand,
): Promise<LintResult> {
  const folder = baseFolder(format);
  const resolved = paths.map(given => path.resolve(given));
  const options = {
    folder,
    rootOf: (dir: string) => rootOf(dir, [process.cwd(), ...resolved]),
    ...(actions !== undefined && { actions: await readActions(actions) }),
    ...(onProgress && { onProgress }),
  };
  const { changes, failures, left } = applyFixes
    ? await fix(resolved, options)
    : { changes: [], failures: [], left: await lint(resolved, options) };
  if (left.summary.templates === 0 && left.diagnostics.length === 0) {
    throw new InputError(
      `${paths.join(', ')}: no template found, only the manifest of a stamped repository, which is valid; goldpath check checks the repository`,
    );
  }
  const report = await formatReport(left.diagnostics, format, {
    color,
    lineOf: linesIn(folder),
    summary: left.summary,
    closing: closingOf(left),
    rules: lintRules.map(rule => ({ ...rule, markdown: explainMarkdown(rule) })),
  });
  return {
    report,
    patch: changes.map(change => unifiedDiff(change, { color })).join(''),
    failures,
    hasErrors: left.summary.error > 0,
  };
}

/**
 * Explains a rule about templates.
 *
 * @throws InputError when no rule has this id
 */
export function explainLintRule(id: string): string {
  const rule = lintRules.find(each => each.id === id);
  if (rule) return explainText(rule);
  const closest = closestMatch(
    id,
    lintRules.map(each => each.id),
  );
  throw new InputError(
    `there is no rule ${id} about templates; the closest is ${closest}. goldpath rules lists all of them.`,
  );
}

/** The last lines of a report: the counts, then hints. */
function closingOf({ diagnostics, summary }: LintReport): string {
  const { templates, error, warning, unknown } = summary;
  const counts = [count(error, 'error'), count(warning, 'warning')];
  if (unknown > 0) counts.push(`${unknown} unknown`);
  const totals = `${count(templates, 'template')}: ${counts.join(', ')}`;
  const problems = diagnostics.filter(({ severity }) => severity !== 'unknown');
  if (problems.length === 0) return totals;
  const hints = ['--explain <rule> explains a rule, with an example.'];
  const fixable = problems.filter(isFixable).length;
  if (fixable > 0) hints.unshift(`--fix fixes ${fixable} of these.`);
  return `${totals}\n\n${hints.join('\n')}`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const isFixable = ({ edits = [] }: Diagnostic) => edits.length > 0;

/** The folder that paths are relative to. Tools that show problems in a repository need paths from its root. */
function baseFolder(format: Format): string {
  const here = process.cwd();
  const { GITHUB_WORKSPACE: root } = process.env;
  const isShownInRepository = format === 'sarif' || format === 'github' || format === 'junit';
  if (isShownInRepository && root && isInside(root, here)) return root;
  return here;
}

/** A template may refer to files of its repository; without a repository, to files of the given folder around it. */
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
      `${file}: cannot be read (${error.code}); give a saved answer of GET /api/scaffolder/v2/actions`,
    );
  });
  try {
    return parseActions(text);
  } catch (error) {
    throw new InputError(`${file}: ${(error as Error).message}`, [], { cause: error });
  }
}

function linesIn(folder: string): (file: string, line: number) => string | undefined {
  const files = new Map<string, string[]>();
  return (file, line) => {
    const target = path.resolve(folder, file);
    const lines =
      files.get(target) ?? (existsSync(target) ? readFileSync(target, 'utf8').split(/\r?\n/) : []);
    files.set(target, lines);
    return lines[line - 1];
  };
}
