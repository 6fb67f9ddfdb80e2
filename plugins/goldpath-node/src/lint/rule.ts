import type { Actions } from './actions/actions.ts';
import type { LintSeverity, TextEdit } from './finding.ts';
import type { Place, SourceText } from './source/sourceText.ts';
import type { SourceProblem } from './source/located.ts';
import type { LintTemplate } from './template/lintTemplate.ts';
import type { Fetch } from './template/fetch.ts';
import type { Skeleton } from './template/skeleton.ts';
import type { PlainYaml, StampFolder } from './template/stampFolder.ts';

/** What a rule says about a place. */
export interface Report {
  at: Place;
  message: string;
  fix: string;
  /** where it is another than the rule's own */
  severity?: LintSeverity;
  /** mends it, where there is exactly one way to */
  edits?: TextEdit[];
}

/** A template with all that belongs to it. */
export interface LintContext {
  template: LintTemplate;
  skeletons: Skeleton[];
  /** what steps fetch from beside the template */
  fetches: Fetch[];
  /** of templates that `goldpath:stamp` stamps */
  stamped: StampFolder | undefined;
  /** of a repository that was stamped; there is no template then */
  manifest?: PlainYaml;
  actions: Actions;
  problems: SourceProblem[];
}

/** Files of an example, by path from its folder; a text alone is the `spec` of a template.yaml. */
export type Example = string | Record<string, string>;

/** A rule about templates. */
export interface LintRule {
  id: string;
  /** one affirmative sentence */
  title: string;
  why: string;
  severity: LintSeverity;
  example: { bad: Example; good: Example };
  check(context: LintContext): Iterable<Report>;
}

/** The edit that replaces a piece of a file. */
export function edit(source: SourceText, start: number, end: number, text: string): TextEdit {
  return { path: source.path, start, end, text };
}
