import { existsSync, readFileSync } from 'node:fs';
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
  editorSchema,
  explainMarkdown,
  explainText,
  fix,
  lint,
  type LintReport,
  lintRules,
  unifiedDiff,
} from '@goldpath/template-lint';
import { InputError } from '../exit.ts';
import { readActions, readConfig, withoutBaseline, writeBaseline } from './lintFiles.ts';

/** Options of {@link lintTemplates}. */
export interface LintCommand {
  format: Format;
  /** file with the actions of another portal */
  actions?: string;
  /** apply unambiguous fixes */
  fix?: boolean;
  /** file with the severity of rules; by default, the nearest one */
  config?: string;
  /** file with accepted findings */
  baseline?: string;
  /** accept all findings by writing them into the baseline */
  writeBaseline?: boolean;
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
  /** files that were skipped, and what happened to the baseline, one line each */
  notes: string[];
  /** files that could not be fixed, one sentence each */
  failures: string[];
  /** the numbers of findings that are left */
  counts: LintReport['summary'];
}

/**
 * Lints templates, and fixes them on request.
 *
 * @param paths - folders and files
 * @throws InputError when a file with actions, a configuration or a baseline is not valid, or no template is found
 */
export async function lintTemplates(paths: readonly string[], command: LintCommand): Promise<LintResult> {
  const { format, actions, config, color, onProgress } = command;
  const folder = baseFolder(format);
  const resolved = paths.map(given => path.resolve(given));
  const options = {
    folder,
    rootOf: (dir: string) => rootOf(dir, [process.cwd(), ...resolved]),
    levels: (await readConfig(config)).rules,
    ...(actions !== undefined && { actions: await readActions(actions) }),
    ...(onProgress && { onProgress }),
  };
  const { changes, failures, left } = command.fix
    ? await fix(resolved, options)
    : { changes: [], failures: [], left: await lint(resolved, options) };
  if (left.summary.templates === 0 && left.diagnostics.length === 0 && left.skipped.length === 0) {
    throw new InputError(
      `${paths.join(', ')}: no template found, only the manifest of a stamped repository, which is valid; goldpath check checks the repository`,
    );
  }
  const accepted = await acceptByBaseline(left, folder, resolved, command);
  const { summary, diagnostics } = accepted.report;
  const report = await formatReport(diagnostics, format, {
    color,
    lineOf: linesIn(folder),
    summary,
    closing: closingOf(accepted.report, accepted.count, command.fix),
    rules: lintRules.map(rule => ({ ...rule, markdown: explainMarkdown(rule) })),
  });
  const skipped = left.skipped.map(({ file, reason }) => `${path.relative('', file)} ${reason}; skipped`);
  return {
    report,
    patch: changes.map(change => unifiedDiff(change, { color })).join(''),
    notes: [...skipped, ...accepted.notes],
    failures,
    counts: summary,
  };
}

/** The report without the findings that the baseline accepts, after it is written on request. */
async function acceptByBaseline(
  report: LintReport,
  folder: string,
  paths: readonly string[],
  command: LintCommand,
): Promise<{ report: LintReport; count: number; notes: string[] }> {
  if (command.baseline === undefined) return { report, count: 0, notes: [] };
  const baseline = { file: command.baseline, folder, paths };
  const written = command.writeBaseline ? [await writeBaseline(report.diagnostics, baseline)] : [];
  const { left, accepted, notes } = await withoutBaseline(report.diagnostics, baseline);
  return { report: withDiagnostics(report, left), count: accepted, notes: [...written, ...notes] };
}

function withDiagnostics({ summary, ...report }: LintReport, diagnostics: Diagnostic[]): LintReport {
  const counts = { ...summary, error: 0, warning: 0, unknown: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return { ...report, diagnostics, summary: counts };
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

/**
 * The JSON schema of template.yaml for editors.
 *
 * @param actions - a file with the actions of another portal
 * @throws InputError when it cannot be read or is not such a list
 */
export async function schemaForEditors(actions: string | undefined): Promise<string> {
  const schema = editorSchema(actions === undefined ? undefined : await readActions(actions));
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The last lines of a report: the counts, then hints. */
function closingOf(
  { diagnostics, summary, ignored }: LintReport,
  accepted: number,
  isFixed: boolean | undefined,
): string {
  const { templates, error, warning, unknown } = summary;
  const counts = [count(error, 'error'), count(warning, 'warning')];
  if (unknown > 0) counts.push(`${unknown} unknown`);
  if (ignored > 0) counts.push(`${ignored} ignored`);
  if (accepted > 0) counts.push(`${accepted} in the baseline`);
  const totals = `${count(templates, 'template')}: ${counts.join(', ')}`;
  const problems = diagnostics.filter(({ severity }) => severity !== 'unknown');
  if (problems.length === 0) return totals;
  const hints = ['--explain <rule> explains a rule, with an example.'];
  const fixable = problems.filter(isFixable).length;
  // what --fix has left would cause another problem
  if (fixable > 0 && !isFixed) hints.unshift(`--fix fixes ${fixable} of these.`);
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
