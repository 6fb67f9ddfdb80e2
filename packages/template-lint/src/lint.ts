import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Diagnostic,
  isInside,
  type Located,
  locationOf,
  readLocated,
  type Scope,
  type Severity,
  type SourceFile,
} from '@goldpath/diagnostics';
import { readPlain } from '@goldpath/template';
import { type Action, type Actions, actionsOf } from './actions/actions.ts';
import { discoverTemplates, isManifest, type SkippedFile } from './discover.ts';
import { acceptFindings } from './findings/acceptFindings.ts';
import { IGNORE } from './findings/ignoreComments.ts';
import type { Level } from './findings/lintConfig.ts';
import { lintRules } from './lintRules.ts';
import type { LintContext, LintRule, Report } from './rule.ts';
import { readFetches } from './template/fetch.ts';
import { parseTemplate } from './template/lintTemplate.ts';
import { type FindNamesake, rememberNames } from './template/namesakes.ts';
import { readSkeletons } from './template/skeleton.ts';
import { readStampedTemplate } from './template/stampedTemplate.ts';

/** Options of {@link lint}. */
export interface LintOptions {
  /** absolute path of the folder that paths in diagnostics are relative to; by default, the current folder */
  folder?: string;
  /** the folder outside of which no file is read for the template in the given folder; by default, `folder` */
  rootOf?: (dir: string) => string;
  /** the actions of another portal, as its `GET /api/scaffolder/v2/actions` returns them */
  actions?: Action[] | undefined;
  /** by default, all rules */
  rules?: readonly LintRule[];
  /** the severity of rules that differs from their own; rules that are `off` are not applied */
  levels?: Readonly<Partial<Record<string, Level>>>;
  /** the text of a file; by default, its content on the disk */
  read?: (file: string) => string;
  /** receives a line before each template */
  onProgress?: (line: string) => void;
}

/** The result of {@link lint}. */
export interface LintReport {
  /** by file, with the file of the template first, then by line */
  diagnostics: Diagnostic[];
  /** the named files that are not templates */
  skipped: SkippedFile[];
  /** the number of findings that comments in the files ignore */
  ignored: number;
  summary: { templates: number } & Record<Severity, number>;
}

/**
 * Lints templates. Reads files and executes nothing.
 *
 * @param paths - folders and files
 * @throws FolderError when one does not exist, or none of them contains a template
 */
export async function lint(paths: readonly string[], options: LintOptions = {}): Promise<LintReport> {
  const { folder = process.cwd(), actions, levels = {}, onProgress } = options;
  const { files, skipped } = discoverTemplates(paths.map(given => path.resolve(folder, given)));
  const rules = (options.rules ?? lintRules).filter(({ id }) => levels[id] !== 'off');
  const known = actionsOf(actions);
  const sources = new Map<string, SourceFile>();
  const skeletons: string[] = [];
  const found = new Map<string, Diagnostic>();
  const findNamesake = rememberNames();
  let templates = 0;
  for (const [index, file] of files.entries()) {
    // a template in a skeleton becomes one only when it is rendered
    if (skeletons.some(dir => isInside(dir, file))) continue;
    onProgress?.(`${index + 1} of ${files.length}: ${path.relative(folder, file)}`);
    const scope = scopeOf(file, folder, options, sources);
    for (const context of await contextsOf(file, scope, known, findNamesake)) {
      if (!context.manifest) templates += 1;
      skeletons.push(...context.skeletons.map(({ dir }) => dir), path.join(path.dirname(file), 'skeleton'));
      // templates may share a skeleton
      for (const diagnostic of applyRules(context, rules)) found.set(keyOf(diagnostic), diagnostic);
    }
  }
  const ids = lintRules.map(({ id }) => id);
  const { left, ignored } = acceptFindings([...found.values()], sources.values(), rules, ids);
  const diagnostics = withLevels(left, levels);
  return { diagnostics, skipped, ignored, summary: summaryOf(diagnostics, templates) };
}

const keyOf = ({ rule, location, message }: Diagnostic) => JSON.stringify([rule, location, message]);

function summaryOf(diagnostics: readonly Diagnostic[], templates: number): LintReport['summary'] {
  const count = (wanted: Severity) => diagnostics.filter(({ severity }) => severity === wanted).length;
  return { templates, error: count('error'), warning: count('warning'), unknown: count('unknown') };
}

/** The diagnostics with the configured severities. Unknown findings remain unknown. */
function withLevels(
  diagnostics: readonly Diagnostic[],
  levels: NonNullable<LintOptions['levels']>,
): Diagnostic[] {
  return diagnostics.map(diagnostic => {
    const level = levels[diagnostic.rule];
    if (level === undefined || level === 'off' || diagnostic.severity === 'unknown') return diagnostic;
    return { ...diagnostic, severity: level };
  });
}

/** The files that may be read for a template, and their names. Those with comments for the lint are kept. */
function scopeOf(
  file: string,
  folder: string,
  { rootOf, read = target => readFileSync(target, 'utf8') }: LintOptions,
  sources: Map<string, SourceFile>,
): Scope {
  const dir = path.dirname(file);
  const root = rootOf?.(dir) ?? folder;
  const nameOf = (named: string) =>
    (isInside(folder, named) ? path.relative(folder, named) : named).split(path.sep).join('/');
  return {
    root: isInside(root, dir) ? root : dir,
    nameOf,
    read: target => {
      const text = read(target);
      if (text.includes(IGNORE)) sources.set(target, { path: target, file: nameOf(target), text });
      return text;
    },
  };
}

/** A context for each template of a file, or one with the problems of a file that cannot be read. */
async function contextsOf(
  file: string,
  scope: Scope,
  actions: Actions,
  findNamesake: FindNamesake,
): Promise<LintContext[]> {
  if (isManifest(file)) {
    const manifest = readPlain(file, scope);
    const template = parseTemplate(emptyRoot(manifest.source));
    const none = { skeletons: [], fetches: [], stamped: undefined, namesake: undefined, problems: [] };
    return [{ template, ...none, manifest, actions }];
  }
  const { source, documents, problems } = readLocated(file, scope);
  const templates = documents.filter(({ entries }) =>
    /^template$/i.test(String(entries.get('kind')?.value.value)),
  );
  const isEmpty = documents.length === 0 && problems.length === 0;
  const [first = { ...emptyRoot(source), kind: isEmpty ? 'scalar' : 'unknown', value: null }] = documents;
  const roots = templates.length > 0 ? templates : [first];
  const namesakes = roots.map(findNamesake);
  return Promise.all(
    roots.map(async (root, index) => {
      const template = parseTemplate(root);
      return {
        template,
        skeletons: readSkeletons(template, scope),
        fetches: readFetches(template, scope),
        stamped: await readStampedTemplate(template, scope),
        namesake: namesakes[index],
        actions,
        // the problems of the file are reported once, with its first document
        problems: index === 0 ? problems : [],
      };
    }),
  );
}

/** The root of a file without a template. */
function emptyRoot(source: SourceFile): Located {
  return { source, start: 0, end: 0, kind: 'unknown', value: undefined, entries: new Map(), items: [] };
}

/** The diagnostics of a template, in the order of its files. */
function applyRules(context: LintContext, rules: readonly LintRule[]): Diagnostic[] {
  const diagnostics = rules.flatMap(rule =>
    [...rule.check(context)].map(report => toDiagnostic(rule, report)),
  );
  const main = context.template.source.file;
  return diagnostics.sort(
    ({ location: left }, { location: right }) =>
      Number(right.file === main) - Number(left.file === main) ||
      compareStrings(left.file, right.file) ||
      left.line - right.line ||
      (left.column ?? 0) - (right.column ?? 0),
  );
}

function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function toDiagnostic(rule: LintRule, { at, message, fix, severity, edits }: Report): Diagnostic {
  const diagnostic: Diagnostic = {
    rule: rule.id,
    severity: severity ?? rule.severity,
    location: locationOf(at),
    message,
    fix,
  };
  if (edits) diagnostic.edits = edits;
  return diagnostic;
}
