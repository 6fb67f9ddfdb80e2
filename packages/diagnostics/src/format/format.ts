import path from 'node:path';
import type { DescribedRule, Diagnostic } from '../diagnostic.ts';
import { toGithub } from './github.ts';
import { toText, type TextOptions } from './text.ts';

/** The report formats. */
export const formats = ['text', 'json', 'sarif', 'junit', 'github'] as const;

/** One of {@link formats}. */
export type Format = (typeof formats)[number];

/** Options of {@link format}. */
export interface FormatOptions extends TextOptions {
  /** the rules that were applied, which SARIF lists */
  rules?: readonly DescribedRule[];
  /** totals to include in JSON, by name */
  summary?: Readonly<Record<string, number>>;
  /**
   * the checked folder relative to the root of the repository, with forward slashes: SARIF, JUnit and GitHub need paths
   * from there
   */
  folder?: string;
}

/**
 * Formats diagnostics as a report.
 *
 * @returns the whole report, ending in a line break; empty for `github` when there is no problem
 */
export async function format(
  diagnostics: readonly Diagnostic[],
  as: Format,
  options: FormatOptions = {},
): Promise<string> {
  const { rules = [], summary, folder = '' } = options;
  const fromRoot = () => diagnostics.map(diagnostic => prefixed(diagnostic, folder));
  switch (as) {
    case 'text':
      return toText(diagnostics, options);
    case 'json':
      return toJson(diagnostics, summary);
    case 'sarif':
      return (await import('./sarif.ts')).toSarif(fromRoot(), rules);
    case 'junit':
      return (await import('./junit.ts')).toJunit(fromRoot());
    case 'github':
      return toGithub(fromRoot());
  }
}

function toJson(diagnostics: readonly Diagnostic[], summary?: Readonly<Record<string, number>>): string {
  // edits hold absolute paths and offsets, which only this run can apply
  const plain = diagnostics.map(({ edits: _, ...diagnostic }) => diagnostic);
  return `${JSON.stringify({ diagnostics: plain, summary }, null, 2)}\n`;
}

function prefixed(diagnostic: Diagnostic, folder: string): Diagnostic {
  const { location } = diagnostic;
  if (folder === '' || path.isAbsolute(location.file)) return diagnostic;
  return { ...diagnostic, location: { ...location, file: path.posix.join(folder, location.file) } };
}
