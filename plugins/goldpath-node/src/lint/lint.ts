import path from 'node:path';
import { type Action, type Actions, actionsOf } from './actions/actions.ts';
import { discoverTemplates, isManifest } from './discover.ts';
import type { LintReport, MendableFinding } from './finding.ts';
import type { LintContext, LintRule, Report } from './rule.ts';
import { lintRules } from './rules/rules.ts';
import { isInside, type Located, readLocated, type Scope } from './source/located.ts';
import { positionOf, type SourceText } from './source/sourceText.ts';
import { readFetches } from './template/fetch.ts';
import { readTemplate } from './template/lintTemplate.ts';
import { readSkeletons } from './template/skeleton.ts';
import { readPlain, readStampFolder } from './template/stampFolder.ts';

/** How templates are looked at. */
export interface LintOptions {
  /** absolute path of the folder from which findings name their files */
  folder?: string;
  /** outside of which folder nothing is read for the template in a folder; without it, `folder` */
  rootOf?: (dir: string) => string;
  /** the actions of another portal, as its `GET /api/scaffolder/v2/actions` answers */
  actions?: Action[];
  /** those that look; without it, all */
  rules?: readonly LintRule[];
  /** the text of a file; without it, what is on the disk */
  read?: (file: string) => string;
  /** is told which template comes next */
  onProgress?: (line: string) => void;
}

/** What was found, with the edits that mend it. */
export interface LintRun extends LintReport {
  findings: MendableFinding[];
}

/**
 * Looks for faults in templates. Reads files and executes nothing.
 *
 * @param paths - folders and files
 * @throws FolderError when one does not exist, or none of them holds a template
 */
export async function lint(paths: readonly string[], options: LintOptions = {}): Promise<LintRun> {
  const { folder = process.cwd(), actions, rules = lintRules, onProgress } = options;
  const files = discoverTemplates(paths.map(given => path.resolve(folder, given)));
  const known = actionsOf(actions);
  const skeletons: string[] = [];
  const findings: MendableFinding[] = [];
  let templates = 0;
  for (const [index, file] of files.entries()) {
    // what another template makes is no template yet
    if (skeletons.some(dir => isInside(dir, file))) continue;
    onProgress?.(`${index + 1} of ${files.length}: ${path.relative(folder, file)}`);
    for (const context of await contextsOf(file, scopeOf(file, folder, options), known)) {
      if (!context.manifest) templates += 1;
      skeletons.push(...context.skeletons.map(({ dir }) => dir), path.join(path.dirname(file), 'skeleton'));
      findings.push(...judge(context, rules));
    }
  }
  // templates may share a skeleton
  const once = new Map(findings.map(finding => [keyOf(finding), finding]));
  return reportOf([...once.values()], templates);
}

const keyOf = ({ rule, file, line, column, message }: MendableFinding) =>
  JSON.stringify([rule, file, line, column, message]);

function reportOf(findings: MendableFinding[], templates: number): LintRun {
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length;
  const summary = { templates, error: count('error'), warning: count('warning'), unknown: count('unknown') };
  return { findings, summary };
}

/** What may be read for a template, and how it is named. */
function scopeOf(file: string, folder: string, { rootOf, read }: LintOptions): Scope {
  const dir = path.dirname(file);
  const root = rootOf?.(dir) ?? folder;
  return {
    root: isInside(root, dir) ? root : dir,
    nameOf: named =>
      (isInside(folder, named) ? path.relative(folder, named) : named).split(path.sep).join('/'),
    ...(read && { read }),
  };
}

/** A context for each template of a file; for a file that cannot be read one with what keeps it from being read. */
async function contextsOf(file: string, scope: Scope, actions: Actions): Promise<LintContext[]> {
  if (isManifest(file)) {
    const manifest = readPlain(file, scope);
    const template = readTemplate(nothingOf(manifest.source));
    return [{ template, skeletons: [], fetches: [], stamped: undefined, manifest, actions, problems: [] }];
  }
  const { source, documents, problems } = readLocated(file, scope);
  const templates = documents.filter(({ entries }) =>
    /^template$/i.test(String(entries.get('kind')?.value.value)),
  );
  const [first = nothingOf(source)] = documents;
  const roots = templates.length > 0 ? templates : [first];
  return Promise.all(
    roots.map(async (root, index) => {
      const template = readTemplate(root);
      return {
        template,
        skeletons: readSkeletons(template, scope),
        fetches: readFetches(template, scope),
        stamped: await readStampFolder(template, scope),
        actions,
        // told once, and not again with each document
        problems: index === 0 ? problems : [],
      };
    }),
  );
}

/** What stands for a template that there is not. */
function nothingOf(source: SourceText): Located {
  return { source, start: 0, end: 0, kind: 'unknown', value: undefined, entries: new Map(), items: [] };
}

/** What the rules have against a template, in the order of its files. */
export function judge(context: LintContext, rules: readonly LintRule[]): MendableFinding[] {
  const findings = rules.flatMap(rule => [...rule.check(context)].map(report => toFinding(rule, report)));
  const main = context.template.source.file;
  return findings.sort(
    (left, right) =>
      Number(right.file === main) - Number(left.file === main) ||
      (left.file < right.file ? -1 : left.file > right.file ? 1 : 0) ||
      left.line - right.line ||
      left.column - right.column,
  );
}

function toFinding(rule: LintRule, { at, message, fix, severity, edits }: Report): MendableFinding {
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    file: at.source.file,
    ...positionOf(at),
    message,
    fix,
    ...(edits && { edits }),
  };
}
