import { type Diagnostic, type Located, locationOf, type Place, type TextEdit } from '@goldpath/diagnostics';
import type { PathProblem } from './pathProblem.ts';
import { placeOf } from './yamlFile.ts';

/** The rules whose violation keeps a template from being stamped. They are documented by the template lint. */
export type TemplateRule =
  | 'parameters-schema'
  | 'stamp-answer'
  | 'stamp-edit'
  | 'stamp-identity'
  | 'stamp-sample'
  | 'stamp-schema'
  | 'stamp-skeleton'
  | 'stamp-unused-field'
  | 'template-schema';

/** A problem that keeps a template from being stamped. */
export interface TemplateProblem {
  rule: TemplateRule;
  at: Place;
  /** the problem, as a sentence */
  message: string;
  /** how to fix it, as a sentence */
  fix: string;
  /** the edits that fix it, where exactly one fix exists */
  edits?: TextEdit[];
}

/** The problem at its place in the file. */
export function locate(rule: TemplateRule, root: Located, problem: PathProblem): TemplateProblem {
  const { path, isKey, message, fix, suggestion } = problem;
  const at = placeOf(root, path, isKey);
  return { rule, at, message: `${message}.`, ...fixOf(at, asSentence(fix), suggestion) };
}

/**
 * The fix of a problem.
 *
 * @param fix - the sentence for a problem without a suggestion
 * @param suggestion - the intended key or value, where that is obvious
 */
export function fixOf(
  place: Place & { end: number },
  fix: string,
  suggestion: string | undefined,
): Pick<TemplateProblem, 'fix' | 'edits'> {
  if (suggestion === undefined) return { fix };
  return { fix: `Write "${suggestion}".`, edits: replacement(place, suggestion) };
}

/** The edits that replace a key or a value of one line. */
export function replacement({ source, start, end }: Place & { end: number }, text: string): TextEdit[] {
  const edit = (content: string): TextEdit[] => [{ path: source.path, start, end, text: content }];
  const quote = source.text.charAt(start);
  // a block of lines
  if (quote === '|' || quote === '>') return [];
  if (quote === "'") return edit(`'${text.replaceAll("'", "''")}'`);
  const isPlain = quote !== '"' && /^[A-Za-z/][\w./-]*$/.test(text) && !/^(true|false|null)$/i.test(text);
  if (isPlain) return edit(text);
  return edit(JSON.stringify(text));
}

/** A fix as a sentence of its own. */
export function asSentence(fix: string): string {
  const sentence = fix.charAt(0).toUpperCase() + fix.slice(1);
  if (/[.?]$/.test(fix)) return sentence;
  return `${sentence}.`;
}

/** The problem as a diagnostic. */
export function toDiagnostic({ rule, at, message, fix, edits }: TemplateProblem): Diagnostic {
  const diagnostic: Diagnostic = { rule, severity: 'error', location: locationOf(at), message, fix };
  if (edits) diagnostic.edits = edits;
  return diagnostic;
}
